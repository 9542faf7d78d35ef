using System.Collections;

namespace Ojo.Storage.Sqlite.Verification;

/// <summary>A stretch as it is stored, and what of it events have been found for.</summary>
internal sealed class StretchMarks
{
    private readonly byte[] _flows;
    private readonly BitArray _met;
    private readonly long _keys;
    private long _metKeys;
    private bool _hasFirst;
    private bool _hasLast;

    public StretchMarks(long id, long firstNs, long lastNs, long keys, byte[] flows)
    {
        (Id, FirstNs, LastNs, _keys, _flows) = (id, firstNs, lastNs, keys, flows);
        _met = new BitArray(FlowSet.Count(flows));
    }

    public long Id { get; }

    public long FirstNs { get; }

    public long LastNs { get; }

    /// <summary>Whether there was an event for all that it says.</summary>
    public bool IsMet => _hasFirst && _hasLast && _metKeys == _keys && _met.HasAllSet();

    /// <summary>Marks that there is an event within its time.</summary>
    /// <returns>Whether it knows of the event's flow and key.</returns>
    public bool Mark(long ns, long flow, int key)
    {
        int place = FlowSet.IndexOf(_flows, flow);
        long bit = 1L << (key & 63);
        if (place < 0 || (_keys & bit) == 0)
        {
            return false;
        }

        _met[place] = true;
        _metKeys |= bit;
        _hasFirst |= ns == FirstNs;
        _hasLast |= ns == LastNs;
        return true;
    }
}
