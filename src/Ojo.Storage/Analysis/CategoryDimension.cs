using Ojo.Storage.Queries;

namespace Ojo.Storage.Analysis;

/// <summary>Groups by the event type's category.</summary>
internal sealed class CategoryDimension : GroupDimension
{
    private readonly Dictionary<int, ulong> _numbers = [];
    private readonly string[] _categories;

    public CategoryDimension(TypeList types)
    {
        _categories = [.. types.All.Select(CategoryOf).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        foreach (StoredEventType type in types.All)
        {
            _numbers[type.TypeKey] = (ulong)Array.IndexOf(_categories, CategoryOf(type));
        }
    }

    public override GroupPlace Find(in ScannedEvents events, in ScannedEvent scanned, out ulong number) =>
        _numbers.TryGetValue(scanned.TypeKey, out number) ? GroupPlace.Group : GroupPlace.None;

    public override object KeyOf(ulong number) => _categories[(int)number];

    private static string CategoryOf(StoredEventType type) => type.Descriptor?.Category ?? "";
}
