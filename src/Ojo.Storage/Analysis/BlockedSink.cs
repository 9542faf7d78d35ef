using Ojo.Storage.Queries;

namespace Ojo.Storage.Analysis;

/// <summary>Follows what keeps a sender from sending, and for how long.</summary>
internal sealed class BlockedSink : IDerivedSink
{
    private readonly ByType<BlockedFields> _byType;
    private readonly long _endNs;
    private readonly bool _areEndsTold;
    private readonly ShareBuckets[] _byCause;
    private readonly bool[] _anyOf;
    private readonly ShareBuckets _limited;
    private readonly Dictionary<ulong, (BlockedCause Cause, long SinceNs)> _open = [];
    private double? _window;
    private double? _inFlight;
    private double _packet;
    private bool _isPacketTold;
    private long? _limitedSinceNs;

    /// <param name="types">What the flow's events say.</param>
    /// <param name="buckets">The range.</param>
    /// <param name="endNs">Until when what has not ended goes on: the end of the flow, or of the range.</param>
    /// <param name="areEndsTold">Whether the flow has events of role unblocked.</param>
    public BlockedSink(IReadOnlyList<BlockedFields> types, TimeBuckets buckets, long endNs, bool areEndsTold)
    {
        _byType = new ByType<BlockedFields>(types.Select(type => KeyValuePair.Create(type.TypeKey, type)));
        _endNs = endNs;
        _areEndsTold = areEndsTold;
        _byCause = [.. Enum.GetValues<BlockedCause>().Select(_ => new ShareBuckets(buckets))];
        _anyOf = new bool[_byCause.Length];
        _limited = new ShareBuckets(buckets);
    }

    public long Forgotten => 0;

    public bool Take(in ScannedEvents events)
    {
        foreach (ref readonly ScannedEvent scanned in events.Events)
        {
            if (_byType.TryGet(scanned.TypeKey, out BlockedFields? fields))
            {
                switch (fields.Role)
                {
                    case EventRole.Blocked:
                        Blocked(fields, events, scanned);
                        break;
                    case EventRole.Unblocked:
                        Unblocked(fields, events, scanned);
                        break;
                    default:
                        Change(fields, events, scanned);
                        break;
                }
            }
        }

        return true;
    }

    public DerivedSeries ToSeries(DerivedKind kind, int complete)
    {
        Close(_endNs);
        if (kind == DerivedKind.CongestionLimited)
        {
            return _window is null || _inFlight is null
                ? new DerivedSeries(kind, "", [], "There are not both events of role window and of role bytes_in_flight.")
                : Shares(_limited);
        }

        int cause = kind - DerivedKind.BlockedByCongestion;
        return _anyOf[cause]
            ? Shares(_byCause[cause])
            : new DerivedSeries(kind, "", [], "No event of role blocked says this reason.");

        DerivedSeries Shares(ShareBuckets shares) => new(kind, "", [.. Enumerable.Range(0, complete).Select(shares.At)], null);
    }

    private void Blocked(BlockedFields fields, in ScannedEvents events, in ScannedEvent scanned)
    {
        ulong reason = fields.ReasonOf(events, scanned);
        if (!_areEndsTold)
        {
            EndAll(scanned.TNs);
        }

        BlockedCause cause = fields.CauseOf(reason);
        _anyOf[(int)cause] = true;
        _open.TryAdd(reason, (cause, scanned.TNs));
    }

    private void Unblocked(BlockedFields fields, in ScannedEvents events, in ScannedEvent scanned)
    {
        if (!fields.HasReason)
        {
            EndAll(scanned.TNs);
        }
        else if (_open.Remove(fields.ReasonOf(events, scanned), out var open))
        {
            End(open, scanned.TNs);
        }
    }

    /// <summary>Two reasons of one kind at a time, such as two limits, are one stretch: it ends with the later.</summary>
    private void End((BlockedCause Cause, long SinceNs) open, long atNs)
    {
        foreach ((ulong reason, (BlockedCause cause, long sinceNs)) in _open)
        {
            if (cause == open.Cause)
            {
                _open[reason] = (cause, Math.Min(sinceNs, open.SinceNs));
                return;
            }
        }

        _byCause[(int)open.Cause].Add(open.SinceNs, atNs);
    }

    private void EndAll(long atNs)
    {
        while (_open.Count > 0)
        {
            (ulong reason, (BlockedCause Cause, long SinceNs) open) = _open.First();
            _open.Remove(reason);
            End(open, atNs);
        }
    }

    private void Change(BlockedFields fields, in ScannedEvents events, in ScannedEvent scanned)
    {
        if (!fields.HasValue)
        {
            return;
        }

        double value = fields.ValueOf(events, scanned);
        switch (fields.Role)
        {
            case EventRole.PacketSent:
                _packet = _isPacketTold ? Math.Max(_packet, value) : value;
                _isPacketTold = true;
                break;
            case EventRole.Window:
                _window = value;
                break;
            default:
                if (!_isPacketTold && value > (_inFlight ?? 0))
                {
                    _packet = value - (_inFlight ?? 0);
                }

                _inFlight = value;
                break;
        }

        bool isLimited = _inFlight is double inFlight && _window is double window && inFlight > 0 && inFlight > window - _packet;
        if (isLimited && _limitedSinceNs is null)
        {
            _limitedSinceNs = scanned.TNs;
        }
        else if (!isLimited && _limitedSinceNs is long since)
        {
            _limited.Add(since, scanned.TNs);
            _limitedSinceNs = null;
        }
    }

    private void Close(long atNs)
    {
        EndAll(atNs);
        if (_limitedSinceNs is long since)
        {
            _limited.Add(since, atNs);
            _limitedSinceNs = null;
        }
    }
}
