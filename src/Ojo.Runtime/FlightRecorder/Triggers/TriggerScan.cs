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
    private readonly List<WatchedEvents> _watched;
    private readonly bool _watchesDeclared;
    private readonly List<(long Ticks, WatchedEvents Watched)> _hits = [];
    private readonly HashSet<(uint EventType, string? Reason)> _declared = [];
    private readonly TraceStrings _strings = new();
    private long _stringsRead;
    private IReadOnlyList<EventProvider>? _providers;
    private uint[] _types = [];

    /// <param name="options">Their triggers are looked for, and those of declarations if they say so.</param>
    /// <param name="drain">Where what has been recorded is.</param>
    /// <param name="definitions">And its strings.</param>
    /// <param name="timeline">What its ticks mean.</param>
    /// <param name="resolution">In which unit.</param>
    /// <param name="requests">Who is told.</param>
    /// <param name="warn">Is told what waits for nothing.</param>
    public TriggerScan(
        TracerOptions options, RingDrain drain, StringArea definitions, Timeline timeline, TraceResolution resolution, SnapshotRequests requests, Action<string> warn)
    {
        _drain = drain;
        _definitions = definitions;
        _timeline = timeline;
        _unitsPerSecond = resolution == TraceResolution.Microseconds ? 1_000_000ul : 1_000_000_000ul;
        _requests = requests;
        _warn = warn;
        _watchesDeclared = options.SnapshotOnDeclaredConditions;
        _watched =
        [
            .. EventTrigger.ParseList(options.SnapshotTriggers).Select(static trigger => new WatchedEvents(trigger)),
            .. options.SnapshotConditions.Select(static trigger => new WatchedEvents(trigger)),
        ];
    }

    /// <summary>Whether it waits for anything, or may when another assembly is used.</summary>
    public bool IsWorthwhile => _watchesDeclared || _watched.Count > 0;

    /// <summary>Looks at everything that came since the last time.</summary>
    public void Look()
    {
        ResolveNames();
        if (_types.Length == 0)
        {
            return;
        }

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
        if (ReferenceEquals(providers, _providers))
        {
            return;
        }

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

        if (_watchesDeclared)
        {
            WatchDeclared(providers.Except(_providers ?? []));
        }

        _providers = providers;
        _types = [.. _watched.SelectMany(static watched => watched.Types).Distinct()];
    }

    /// <summary>Looks for what the declarations themselves call a reason. Two assemblies may have been built from one events file.</summary>
    private void WatchDeclared(IEnumerable<EventProvider> providers)
    {
        foreach (SnapshotTrigger trigger in providers.SelectMany(static provider => provider.CreateSnapshotTriggers()))
        {
            if (_declared.Add((trigger.EventType, trigger.Reason)))
            {
                _watched.Add(new WatchedEvents(trigger));
            }
        }
    }
}
