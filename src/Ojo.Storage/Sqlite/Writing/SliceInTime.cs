using Ojo.Storage.Ingestion;

namespace Ojo.Storage.Sqlite.Writing;

/// <summary>A slice's events in order of time.</summary>
internal readonly struct SliceInTime : IStretchSource
{
    private readonly EventSlice _slice;
    private readonly IngestKeys _keys;
    private readonly int[]? _order;

    public SliceInTime(EventSlice slice, IngestKeys keys)
    {
        _slice = slice;
        _keys = keys;
        if (!slice.IsOrdered)
        {
            _order = [.. Enumerable.Range(0, slice.EventCount)];
            Array.Sort(_order, (left, right) => slice.NsOf(slice.HeadAt(left)).CompareTo(slice.NsOf(slice.HeadAt(right))));
        }
    }

    public int Count => _slice.EventCount;

    public long NsAt(int index) => _slice.NsOf(_slice.HeadAt(At(index)));

    public int FlowAt(int index) => _slice.FlowAt(At(index));

    public long KeyAt(int index) => _keys.Find(_slice.Buffer[_slice.HeadAt(At(index))].EventType, _slice).Id;

    private int At(int index) => _order is null ? index : _order[index];
}
