using Ojo.Catalogue;

namespace Ojo.Storage.Sqlite;

/// <summary>A row of <c>ojo_type</c> with its fields.</summary>
/// <param name="Id">Its number, which people know as the type key.</param>
/// <param name="EventType">The id in the record.</param>
/// <param name="Descriptor">Its declaration; null where no schema names the id.</param>
/// <param name="ViewName">The view that shows its events decoded; null where there is none.</param>
internal sealed record StoredType(int Id, ulong EventType, EventDescriptor? Descriptor, string? ViewName)
{
    /// <summary>The wire name, or the id where there is none.</summary>
    public string Name { get; } = Descriptor?.Name ?? NameOf(EventType);

    /// <summary>How many words its events' fields take. Asked for with each event: a declaration counts them anew each time.</summary>
    public int WordCount { get; } = Descriptor?.WordCount ?? 1;

    public static string NameOf(ulong eventType) => $"0x{eventType:X8}";
}
