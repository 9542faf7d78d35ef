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

    /// <summary>Stands before a name that the event had.</summary>
    public const string Was = "was:";

    /// <summary>The line for a declared event that the lock does not know.</summary>
    public static string For(EventModel model) => Write(
        model,
        model.IsRetired ? model.Retired : model.Since,
        model.RenamedFrom.Length > 0 ? [model.RenamedFrom] : [],
        model.Fields.Select(static field => field.Values));

    /// <summary>
    /// The line for a declared event that the lock knows as <paramref name="entry"/>: nothing that the lock remembers is lost,
    /// neither an old name nor a value.
    /// </summary>
    public static string For(EventModel model, LockEntry entry)
    {
        List<string> oldNames = [.. entry.OldNames];
        foreach (string name in new[] { model.RenamedFrom, entry.Name })
        {
            if (name.Length > 0 && name != model.Name && !oldNames.Contains(name))
            {
                oldNames.Add(name);
            }
        }

        oldNames.Remove(model.Name);
        string since = model.IsRetired == entry.IsRetired ? entry.Since : model.Retired;
        return Write(model, since, oldNames, EnumValues.Joined(model, entry));
    }

    /// <summary>The line for an event of the lock that nobody declares any more.</summary>
    public static string ToRetire(LockEntry entry) => Write(
        entry.Provider, entry.Id, entry.Name, Retired, "", entry.OldNames, PayloadShape.With(entry.Shape, entry.Values));

    /// <summary>What names an event in a lock: a provider has each name once.</summary>
    public static string Label(string provider, string name) => $"{provider} {name}";

    private static string Write(EventModel model, string since, IEnumerable<string> oldNames, IEnumerable<EquatableArray<NamedValue>> values) => Write(
        model.Provider, model.Id, model.Name, model.IsRetired ? Retired : Active, since, oldNames, PayloadShape.With(PayloadShape.Of(model), values));

    private static string Write(string provider, uint id, string name, string state, string since, IEnumerable<string> oldNames, string shape)
    {
        string old = string.Concat(oldNames.Select(static oldName => Was + oldName + " "));
        return $"{provider} {Source.Hex(id)} {name} {state} {(since.Length > 0 ? since : Unknown)} {old}{shape}";
    }
}
