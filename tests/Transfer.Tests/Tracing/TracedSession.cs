using Ojo;
using Ojo.Catalogue;
using Ojo.Format;
using Transfer.Links;
using Transfer.Transfers;

namespace Transfer.Tests.Tracing;

/// <summary>A session over a bad link that has been traced to its end, and its trace. Shared by the tests that look at it.</summary>
public sealed class TracedSession : IAsyncLifetime
{
    public static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(4);

    private readonly TraceStrings _strings = new();
    private readonly string _directory = Path.Combine(Path.GetTempPath(), $"transfer-tests-{Guid.NewGuid():n}");

    /// <summary>When the session began and ended, by the wall clock.</summary>
    internal (DateTimeOffset Start, DateTimeOffset End) Time { get; private set; }

    internal List<RecordedEvent> Events { get; } = [];

    internal TransferTotals Totals { get; private set; } = new(tracer: null);

    public TracerStatistics Statistics { get; private set; }

    /// <summary>The flows of connections: each side's own.</summary>
    internal IEnumerable<uint> ConnectionFlows => OfType(ConnectionOpened).Select(static e => e.FlowId);

    private const uint ConnectionOpened = 0x400;

    internal IEnumerable<RecordedEvent> OfFlow(uint flowId) => Events.Where(e => e.FlowId == flowId);

    internal IEnumerable<RecordedEvent> OfType(uint type) => Events.Where(e => e.Type == type);

    public async ValueTask InitializeAsync()
    {
        using CancellationTokenSource limit = new(TimeSpan.FromMinutes(2));
        SessionSettings settings = new()
        {
            Connections = 3,
            Seed = 5,
            Link = new LinkSettings { Delay = Delay, Loss = 0.05, Reorder = 0.02, Bandwidth = 40e6 },
            Plan = new TransferPlan { Transfers = 6, MinSize = 10_000, MaxSize = 150_000 },
        };
        using Tracer tracer = Tracer.Create(new TracerOptions { Directory = _directory, Service = "transfer-tests", BufferSize = 32 << 20 });
        DateTimeOffset start = TimeProvider.System.GetUtcNow();
        using (TransferSession session = new(settings, TimeProvider.System, tracer))
        {
            await session.WaitForCloseAsync(limit.Token);
            using PeriodicTimer timer = new(TimeSpan.FromMilliseconds(5));
            while (session.Counters.OpenConnections > 0)
            {
                await timer.WaitForNextTickAsync(limit.Token);
            }

            Totals = session.Totals;
            Time = (start, TimeProvider.System.GetUtcNow());
        }

        tracer.Dispose();
        Statistics = tracer.Statistics;
        foreach (string path in Directory.GetFiles(Path.Combine(_directory, "output"), "trace_*.bin").Order(StringComparer.Ordinal))
        {
            Read(path);
        }
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_directory, recursive: true);
        return ValueTask.CompletedTask;
    }

    private void Read(string path)
    {
        using (TraceFileReader definitions = TraceFileReader.Open(path))
        {
            foreach (TraceEvent _ in definitions.ReadEvents(_strings))
            {
                // Only the strings are wanted.
            }
        }

        using TraceFileReader reader = TraceFileReader.Open(path);
        TraceRecord[] slice = new TraceRecord[8192];
        int count;
        while ((count = reader.Read(slice)) > 0)
        {
            for (int start = 0, end = 1; start < count; start = end, end = start + 1)
            {
                while (end < count && slice[end].EventType is MetaEvent.Extend or MetaEvent.Text)
                {
                    end++;
                }

                if (!EventTypeId.IsMeta(slice[start].EventType))
                {
                    Events.Add(new RecordedEvent(slice[start].TsDelta, slice[start].FlowId, slice[start..end], _strings));
                }
            }
        }
    }
}
