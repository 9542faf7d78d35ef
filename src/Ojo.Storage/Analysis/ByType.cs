using System.Diagnostics.CodeAnalysis;

namespace Ojo.Storage.Analysis;

/// <summary>Something for each of some event types, found by the type's number as quickly as an array's element is.</summary>
internal sealed class ByType<T> where T : class
{
    private readonly T?[] _items;

    public ByType(IEnumerable<KeyValuePair<int, T>> items)
    {
        var all = new Dictionary<int, T>(items);
        _items = new T?[all.Count == 0 ? 0 : all.Keys.Max() + 1];
        foreach ((int typeKey, T item) in all)
        {
            _items[typeKey] = item;
        }
    }

    public bool TryGet(int typeKey, [NotNullWhen(true)] out T? item)
    {
        item = (uint)typeKey < (uint)_items.Length ? _items[typeKey] : null;
        return item is not null;
    }
}
