using System.Collections.Concurrent;

namespace Ojo.Strings;

/// <summary>The strings of a run and the ids that stand for them.</summary>
/// <remarks>
/// Finding a string takes no lock; adding one does. Its definition is in the ring's file before anybody learns its id, so
/// whoever finds the id in a published event finds the definition too.
/// </remarks>
internal sealed class StringTable
{
    /// <summary>What stands for the strings that there is no room for.</summary>
    public const string Refused = "(no room for this string)";

    private const uint RefusedId = 1;

    // The longest string that is told from others: more characters cannot be kept.
    private const int MostCharacters = Tracer.MostTextBytes;

    private static readonly int s_reserve = StringArea.SizeOf(Refused.Length);

    private readonly ConcurrentDictionary<string, uint> _ids = new(concurrencyLevel: 1, capacity: 31);
    private readonly ConcurrentDictionary<string, uint>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private readonly Lock _gate = new();
    private readonly StringArea _area;
    private readonly int _mostStrings;
    private uint _lastId = RefusedId;
    private long _refused;
    private bool _isFull;
    private bool _isRefusedDefined;
    private bool _isClosed;

    public StringTable(StringArea area, int mostStrings)
    {
        _area = area;
        _mostStrings = mostStrings;
        _lookup = _ids.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>Where the definitions are.</summary>
    public StringArea Area => _area;

    /// <summary>How often there was no room for a string.</summary>
    public long RefusedCount => Volatile.Read(ref _refused);

    private bool HasRoom => _lastId - RefusedId < _mostStrings;

    /// <summary>The id of a string.</summary>
    public uint Intern(string text) =>
        text.Length <= MostCharacters && _ids.TryGetValue(text, out uint id) ? id : InternSlowly(text);

    /// <summary>Takes no more strings: the file is about to go.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _isClosed = true;
        }
    }

    /// <summary>The string is new, or too long to be found as it is.</summary>
    private uint InternSlowly(string text)
    {
        ReadOnlySpan<char> key = text.AsSpan(0, Math.Min(text.Length, MostCharacters));
        if (_lookup.TryGetValue(key, out uint id))
        {
            return id;
        }

        if (Volatile.Read(ref _isFull))
        {
            Interlocked.Increment(ref _refused);
            return RefusedId;
        }

        lock (_gate)
        {
            return _lookup.TryGetValue(key, out id) ? id : Add(key);
        }
    }

    private uint Add(ReadOnlySpan<char> key)
    {
        if (_isClosed)
        {
            return 0;
        }

        if (HasRoom && _area.TryAdd(_lastId + 1, key, s_reserve))
        {
            _lookup[key] = ++_lastId;
            return _lastId;
        }

        return Refuse();
    }

    private uint Refuse()
    {
        if (!_isRefusedDefined)
        {
            // Room for it is always left.
            _isRefusedDefined = _area.TryAdd(RefusedId, Refused, reserve: 0);
        }

        // A disk that is full now may have room later.
        Volatile.Write(ref _isFull, !HasRoom || _area.IsFull);
        Interlocked.Increment(ref _refused);
        return RefusedId;
    }
}
