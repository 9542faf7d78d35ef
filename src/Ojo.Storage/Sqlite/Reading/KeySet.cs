namespace Ojo.Storage.Sqlite.Reading;

/// <summary>The keys that a query wants: for the test of a row, and for passing over blocks that have none of them.</summary>
internal sealed class KeySet
{
    private readonly HashSet<int> _keys;

    public KeySet(IEnumerable<int> keys)
    {
        _keys = [.. keys];
        foreach (int key in _keys)
        {
            Bits |= 1L << (key & 63);
        }

        // A list of several is a table that SQLite looks each row up in; a shift and an and are done in a fraction of that.
        Sql = _keys.Count > 1 && _keys.All(static key => key is >= 0 and < 63)
            ? $"({Bits} >> key) & 1"
            : $"key IN ({string.Join(", ", _keys.Order())})";
    }

    /// <summary>The test as SQL on a row of <c>ojo_event</c>.</summary>
    public string Sql { get; }

    /// <summary>The bits of which a block with such events has at least one in its <c>keys</c>.</summary>
    public long Bits { get; }

    /// <summary>The keys themselves.</summary>
    public IReadOnlyCollection<int> Values => _keys;

    public bool IsEmpty => _keys.Count == 0;

    public bool Contains(int key) => _keys.Contains(key);

    public bool MayBeIn(StoredBlock block) => (block.Keys & Bits) != 0;
}
