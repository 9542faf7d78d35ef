using Ojo.Storage.Queries;

namespace Ojo.Storage.Analysis;

/// <summary>A question's selection of events, looked up in the store.</summary>
internal sealed class Selection
{
    private readonly EventSelection _asked;
    private readonly SelectionTests _tests;
    private readonly SelectionFilter? _filter;

    private Selection(TypeList types, EventSelection asked, SelectionTests tests, SelectionFilter? filter)
    {
        AllTypes = types;
        _asked = asked;
        _tests = tests;
        _filter = filter;
        Types = [.. types.Find(asked.Types).Where(type => tests.MayPass(type.TypeKey) && filter?.MayPass(type.TypeKey) != false)];
    }

    /// <summary>Every type of the store.</summary>
    public TypeList AllTypes { get; }

    /// <summary>The types of which there may be events in the selection.</summary>
    public IReadOnlyList<StoredEventType> Types { get; }

    /// <summary>Whether an event must be looked at to know whether it is selected.</summary>
    public bool HasTests => _tests.Any || _filter is { IsOfTypesOnly: false };

    public FlowKey? Flow => _asked.Flow;

    /// <summary>Whether one flow is meant, from its first event to its last.</summary>
    public bool IsWholeFlow => _asked is { WallClockRuns: null, Flow: not null, FromNs: null or <= 0, ToNs: null };

    public long? RunId => _asked.Flow?.RunId ?? _asked.RunId ?? _filter?.OnlyRun;

    public long FromNs => Math.Max(_asked.FromNs ?? 0, 0);

    public long? ToNs => _asked.ToNs;

    /// <exception cref="StoreQueryException">The selection names what there is not.</exception>
    public static Selection Of(IStoreReader reader, EventSelection asked, CancellationToken cancellation)
    {
        if (asked.ToNs < Math.Max(asked.FromNs ?? 0, 0))
        {
            throw new StoreQueryException($"The range ends at {asked.ToNs} ns, before it begins at {Math.Max(asked.FromNs ?? 0, 0)} ns.");
        }

        if (asked.Flow is FlowKey flow && asked.RunId is long run && flow.RunId != run)
        {
            throw new StoreQueryException($"The flow {flow} is none of run {run}. Leave one of the two out.");
        }

        var types = new TypeList(reader.GetEventTypes(cancellation));
        return new Selection(types, asked, new SelectionTests(types, asked.Tests), SelectionFilter.Of(reader, asked.Filter, types, cancellation));
    }

    /// <summary>Whether an event of the scan is selected.</summary>
    public bool Passes(in ScannedEvents events, in ScannedEvent scanned) => !_tests.Any || _tests.Pass(events, scanned);

    /// <summary>The scan that shows the events.</summary>
    /// <param name="types">Which types' events; with as many words as the question itself looks at.</param>
    public EventScan Scan(IEnumerable<ScannedType> types) => new()
    {
        Flows = Flow is FlowKey flow ? [flow] : null,
        RunId = RunId,
        Types = [.. types.Where(type => _tests.MayPass(type.TypeKey))
            .Select(type => type with { Words = Math.Max(type.Words, _tests.WordsOf(type.TypeKey)) })],
        FromNs = FromNs,
        ToNs = ToNs,
        Filter = _asked.Filter,
    };

    /// <summary>The scans that show the events: one, or one of each run that has a place in the range by the clock on the wall.</summary>
    /// <param name="types">Which types' events; with as many words as the question itself looks at.</param>
    public IEnumerable<EventScan> Scans(IEnumerable<ScannedType> types) => Scans(types, FromNs, ToNs);

    /// <summary>The scans that show the events of a part of the range.</summary>
    public IEnumerable<EventScan> Scans(IEnumerable<ScannedType> types, long fromNs, long? toNs)
    {
        EventScan scan = Scan(types) with { FromNs = fromNs, ToNs = toNs };
        if (_asked.WallClockRuns is not { } runs)
        {
            return [scan];
        }

        return runs.Where(run => (RunId is null || RunId == run.RunId) && Since(run, toNs ?? long.MaxValue) > 0 && Since(run, fromNs) <= run.LastNs)
            .Select(run => scan with
            {
                RunId = run.RunId,
                FromNs = Math.Max(0, Since(run, fromNs)),
                ToNs = toNs is long end ? Since(run, end) : null,
            });
    }

    /// <summary>What is to be added to the times of a run's events to get those of the question.</summary>
    public long StartOf(long runId) => _asked.WallClockRuns?.FirstOrDefault(run => run.RunId == runId)?.StartNs ?? 0;

    /// <summary>The time from the first event to just after the last, as far as the selection does not say it.</summary>
    /// <exception cref="StoreQueryException">There is no such flow or run, or neither is named.</exception>
    public (long FromNs, long ToNs) Range(IStoreReader reader, CancellationToken cancellation)
    {
        (long firstNs, long lastNs) = _asked.WallClockRuns is { } runs ? WallTimes(runs)
            : Flow is FlowKey flow ? FlowTimes.Of(reader, flow, cancellation) : RunTimes(reader, cancellation);
        long fromNs = _asked.FromNs is null ? firstNs : FromNs;
        long toNs = ToNs ?? (lastNs == long.MaxValue ? lastNs : Math.Max(lastNs + 1, fromNs));
        return (fromNs, Math.Max(fromNs, toNs));
    }

    // A time that is too far away for a number is as far away as a number says.
    private static long Since(StoredRun run, long unixNs) => (long)Int128.Clamp((Int128)unixNs - run.StartNs, long.MinValue, long.MaxValue);

    private static (long FirstNs, long LastNs) WallTimes(IReadOnlyList<StoredRun> runs) => runs.Count == 0
        ? (0, 0)
        : (runs.Min(static run => run.StartNs), runs.Max(static run => (long)Int128.Min((Int128)run.StartNs + run.LastNs, long.MaxValue)));

    private (long FirstNs, long LastNs) RunTimes(IStoreReader reader, CancellationToken cancellation)
    {
        if (RunId is not long run)
        {
            throw new StoreQueryException("Times count from a run's start: name a flow or a run.");
        }

        StoredRun found = reader.GetRuns(cancellation).FirstOrDefault(one => one.RunId == run)
            ?? throw new StoreQueryException($"There is no run {run} in this store.");
        return (0, found.LastNs);
    }
}
