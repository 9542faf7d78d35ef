namespace Ojo.Storage.Analysis;

/// <summary>Numbers things in the order in which they are met, up to a bound.</summary>
internal sealed class Interner<T>(int most, IEqualityComparer<T>? comparer = null) where T : notnull
{
    public const int Full = -1;

    private readonly Dictionary<T, int> _numbers = new(comparer);
    private readonly List<T> _items = [];

    public T this[int number] => _items[number];

    /// <summary>The number; <see cref="Full"/> for what is met once there are too many.</summary>
    public int NumberOf(T item)
    {
        if (_numbers.TryGetValue(item, out int number))
        {
            return number;
        }

        if (_items.Count == most)
        {
            return Full;
        }

        _items.Add(item);
        _numbers.Add(item, _items.Count - 1);
        return _items.Count - 1;
    }
}
