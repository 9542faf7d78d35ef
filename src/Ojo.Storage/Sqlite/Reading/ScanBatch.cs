using Ojo.Storage.Queries;

namespace Ojo.Storage.Sqlite.Reading;

/// <summary>Holds the events of a scan on their way to the sink. Filled again and again.</summary>
internal sealed class ScanBatch
{
    /// <summary>When it is passed on; what is read in one piece may fill it further.</summary>
    public const int Size = 1024;

    private ScannedEvent[] _events = new ScannedEvent[2 * Size];
    private ulong[] _rest = [];
    private int _count;
    private int _restCount;

    public bool IsFull => _count >= Size;

    public bool IsEmpty => _count == 0;

    /// <summary>Takes another batch's events and gives it its own.</summary>
    public void Swap(ScanBatch other)
    {
        (_events, other._events) = (other._events, _events);
        (_rest, other._rest) = (other._rest, _rest);
        (_count, other._count) = (other._count, _count);
        (_restCount, other._restCount) = (other._restCount, _restCount);
    }

    public void Clear()
    {
        _count = 0;
        _restCount = 0;
    }

    public void Add(long place, long ns, ulong payload, int typeKey)
    {
        if (_count == _events.Length)
        {
            Array.Resize(ref _events, _count * 2);
        }

        _events[_count++] = new ScannedEvent(place, ns, payload, typeKey, _restCount);
    }

    /// <summary>Adds a word to the event that was added last.</summary>
    public void AddWord(ulong word)
    {
        if (_restCount == _rest.Length)
        {
            Array.Resize(ref _rest, Math.Max(Size, _restCount * 2));
        }

        _rest[_restCount++] = word;
        ref ScannedEvent last = ref _events[_count - 1];
        last = last with { RestCount = last.RestCount + 1 };
    }

    public ScannedEvents View(FlowKey flow, long reachedNs, IRunStrings strings) =>
        new(flow, _events.AsSpan(0, _count), _rest.AsSpan(0, _restCount), reachedNs, strings);
}
