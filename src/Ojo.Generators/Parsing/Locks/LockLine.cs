using Ojo.Generators.Emit;
using Ojo.Generators.Model;

namespace Ojo.Generators.Parsing.Locks;

/// <summary>Writes the line that stands for an event in an events.lock.</summary>
internal static class LockLine
{
    public const string Active = "active";
    public const string Retired = "retired";

    /// <summary>Stands where no version is known.</summary>
    public const string Unknown = "-";

    /// <summary>The line for a declared event.</summary>
    public static string For(EventModel model) => model.IsRetired
        ? Write(model.Provider, model.Id, model.Name, Retired, model.Retired, PayloadShape.Of(model))
        : Write(model.Provider, model.Id, model.Name, Active, model.Since, PayloadShape.Of(model));

    /// <summary>The line for an event of the lock that nobody declares any more.</summary>
    public static string ToRetire(LockEntry entry) => Write(entry.Provider, entry.Id, entry.Name, Retired, "", entry.Shape);

    /// <summary>What names an event in a lock: a provider has each name once.</summary>
    public static string Label(string provider, string name) => $"{provider} {name}";

    private static string Write(string provider, uint id, string name, string state, string since, string shape) =>
        $"{provider} {Source.Hex(id)} {name} {state} {(since.Length > 0 ? since : Unknown)} {shape}";
}
