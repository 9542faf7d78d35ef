using Ojo.Catalogue;
using Ojo.Clocks;
using Ojo.Flushing;
using Ojo.Format;
using Ojo.Strings;

namespace Ojo.FlightRecorder.Triggers;

/// <summary>Looks through what has been recorded for the events that are a reason for a snapshot.</summary>
/// <remarks>
/// Recording knows nothing of it: the flusher looks at each record once, at the latest before it gives it up, so what happens is noticed
/// within a flush interval. For the flusher alone.
/// </remarks>
internal sealed class TriggerScan
{
    private readonly RingDrain _drain;
    private readonly StringArea _definitions;
    private readonly Timeline _timeline;
    private readonly ulong _unitsPerSecond;
    private readonly SnapshotRequests _requests;
    private readonly Action<string> _warn;
    private readonly WatchedEvents[] _watched;
    private readonly List<(long Ticks, WatchedEvents Watched)> _hits = [];
    private readonly TraceStrings _strings = new();
    private long _stringsRead;
    private IReadOnlyList<EventProvider>? _providers;
    private uint[] _types = [];

    public TriggerScan(
        IEnumerable<WatchedEvents> watched, RingDrain drain, StringArea definitions, Timeline timeline, TraceResolution resolution, SnapshotRequests requests,
        Action<string> warn)
    {
        _drain = drain;
        _definitions = definitions;
        _timeline = timeline;
        _unitsPerSecond = resolution == TraceResolution.Microseconds ? 1_000_000ul : 1_000_000_000ul;
        _requests = requests;
        _warn = warn;
        _watched = [.. watched];
    }

    /// <summary>Looks at everything that came since the last time.</summary>
    public void Look()
    {
        ResolveNames();
        foreach (LaneSource source in _drain.Sources)
        {
            source.Find(_types, Test);
        }

        // Each lane's are in order, those of several are not.
        _hits.Sort(static (left, right) => left.Ticks.CompareTo(right.Ticks));
        foreach ((long ticks, WatchedEvents watched) in _hits)
        {
            if (watched.Hit(_timeline.ToUnits(ticks), _unitsPerSecond))
            {
                _requests.AddUnattended(watched.Reason);
            }
        }

        _hits.Clear();
    }

    private void Test(ReadOnlySpan<TraceRecord> records)
    {
        ReadStrings();
        TraceEvent e = new(records, _strings);
        foreach (WatchedEvents watched in _watched)
        {
            switch (watched.IsMet(e))
            {
                case true:
                    _hits.Add(((long)e.TsDelta, watched));
                    break;
                case null:
                    _warn($"The condition of the snapshot trigger '{watched.Reason}' failed, and is not asked any more.");
                    break;
            }
        }
    }

    /// <summary>Reads what was defined by now: whatever string the event refers to is.</summary>
    private void ReadStrings()
    {
        for (long end = _definitions.Committed; _stringsRead < end;)
        {
            ReadOnlySpan<byte> text = _definitions.Read(ref _stringsRead, out uint id);
            _strings.Define(id, text);
        }
    }

    private void ResolveNames()
    {
        IReadOnlyList<EventProvider> providers = EventCatalogue.Providers;
        if (!ReferenceEquals(providers, _providers))
        {
            foreach (WatchedEvents watched in _watched)
            {
                try
                {
                    watched.Resolve(providers);
                }
                catch (UnknownEventException) when (_providers is not null)
                {
                    // That has been said, and may yet be declared.
                }
                catch (FormatException exception)
                {
                    _warn($"The snapshot trigger '{watched.Reason}' waits for nothing: {exception.Message}");
                }
            }

            _providers = providers;
        }

        _types = [.. _watched.SelectMany(static watched => watched.Types).Distinct()];
    }
}
