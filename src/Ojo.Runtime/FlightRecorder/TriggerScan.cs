using System.Globalization;
using Ojo.Catalogue;
using Ojo.Clocks;
using Ojo.Flushing;

namespace Ojo.FlightRecorder;

/// <summary>Looks through what has been recorded for the events that are a reason for a snapshot.</summary>
/// <remarks>
/// Recording knows nothing of it: the flusher looks at each record once, at the latest before it gives it up, so what happens is noticed
/// within a flush interval. For the flusher alone.
/// </remarks>
internal sealed class TriggerScan
{
    // A trigger whose condition holds on and on must not fill the disk.
    private static readonly TimeSpan s_silence = TimeSpan.FromSeconds(10);

    private readonly RingDrain _drain;
    private readonly Timeline _timeline;
    private readonly ulong _unitsPerSecond;
    private readonly SnapshotRequests _requests;
    private readonly Watched[] _watched;
    private readonly List<(long Ticks, uint Type)> _hits = [];
    private IReadOnlyList<EventProvider>? _providers;
    private uint[] _types = [];

    public TriggerScan(EventTrigger[] triggers, RingDrain drain, Timeline timeline, TraceResolution resolution, SnapshotRequests requests)
    {
        _drain = drain;
        _timeline = timeline;
        _unitsPerSecond = resolution == TraceResolution.Microseconds ? 1_000_000ul : 1_000_000_000ul;
        _requests = requests;
        _watched = [.. triggers.Select(static trigger => new Watched(trigger))];
    }

    /// <summary>Looks at everything that came since the last time.</summary>
    public void Look()
    {
        ResolveNames();
        foreach (LaneSource source in _drain.Sources)
        {
            source.Find(_types, _hits);
        }

        // Each lane's are in order, those of several are not.
        _hits.Sort(static (left, right) => left.Ticks.CompareTo(right.Ticks));
        foreach ((long ticks, uint type) in _hits)
        {
            ulong time = _timeline.ToUnits(ticks);
            foreach (Watched watched in _watched)
            {
                if (watched.Types.Contains(type) && watched.Hit(time, _unitsPerSecond))
                {
                    _requests.AddUnattended(Reason(watched.Trigger));
                }
            }
        }

        _hits.Clear();
    }

    private static string Reason(EventTrigger trigger) => trigger switch
    {
        { Count: 1 } => trigger.Name,
        { Within: { } within } => string.Create(CultureInfo.InvariantCulture, $"{trigger.Count} {trigger.Name} within {within.TotalSeconds:0.###} s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{trigger.Count} {trigger.Name}"),
    };

    private void ResolveNames()
    {
        IReadOnlyList<EventProvider> providers = EventCatalogue.Providers;
        if (ReferenceEquals(providers, _providers))
        {
            return;
        }

        _providers = providers;
        foreach (Watched watched in _watched)
        {
            watched.Types = watched.Trigger.Id is { } id
                ? [id]
                : [.. providers.SelectMany(static provider => provider.Events).Where(e => e.Name == watched.Trigger.Name).Select(static e => e.Id).Distinct()];
        }

        _types = [.. _watched.SelectMany(static watched => watched.Types).Distinct()];
    }

    private sealed class Watched(EventTrigger trigger)
    {
        private readonly Queue<ulong> _times = new();
        private ulong? _silentUntil;

        public EventTrigger Trigger { get; } = trigger;

        public uint[] Types { get; set; } = [];

        public bool Hit(ulong time, ulong unitsPerSecond)
        {
            if (time < _silentUntil)
            {
                return false;
            }

            _times.Enqueue(time);
            if (_times.Count < Trigger.Count)
            {
                return false;
            }

            ulong first = _times.Dequeue();
            if (Trigger.Within is { } within && time - first > within.TotalSeconds * unitsPerSecond)
            {
                return false;
            }

            _times.Clear();
            _silentUntil = time + (ulong)(s_silence.TotalSeconds * unitsPerSecond);
            return true;
        }
    }
}
