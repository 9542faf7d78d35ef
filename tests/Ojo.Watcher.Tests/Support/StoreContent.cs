using Ojo.Storage;
using Ojo.Storage.Queries;
using Ojo.Storage.Sqlite;
using Ojo.Storage.Tests.Support;
using Ojo.Storage.Verification;

namespace Ojo.Watcher.Tests.Support;

/// <summary>Compares stores by what people see in them: in whatever order files came, the rows are the same.</summary>
internal static class StoreContent
{
    private const string Content = """
        SELECT 'event', r.process_id, e.flow_id, e.ts_ns, e.event_type, e.payload, e.file_name FROM events AS e JOIN runs AS r USING (run_id)
        UNION ALL SELECT 'flow', r.process_id, f.flow_id, f.first_event_ts, f.last_event_ts, f.event_count, f.parent_flow_id FROM flows AS f JOIN runs AS r USING (run_id)
        UNION ALL SELECT 'file', r.process_id, f.file_name, f.event_count, f.dropped, f.sha256, 0 FROM files AS f JOIN runs AS r USING (run_id)
        UNION ALL SELECT 'run', process_id, event_count, dropped, first_ns, last_ns, file_count FROM runs
        UNION ALL SELECT 'type', event_type, name, event_count, 0, 0, 0 FROM event_types
        ORDER BY 1, 2, 3, 4, 5, 6, 7
        """;

    public static void AssertSame(string expectedDatabase, string actualDatabase)
    {
        using var expected = new SqlShell(expectedDatabase);
        using var actual = new SqlShell(actualDatabase);
        Assert.Equal(expected.Query(Content), actual.Query(Content));
        Assert.Equal("ok", actual.Scalar("PRAGMA integrity_check"));
    }

    /// <summary>The same of stores of any shape, by what the API says, and that the second is whole.</summary>
    public static void AssertSameEvents(string expectedStore, string actualStore)
    {
        Assert.Equal(Events(expectedStore), Events(actualStore));
        StoreVerdict verdict = SqliteStore.Verify(actualStore);
        Assert.True(verdict.IsWhole, string.Join(' ', verdict.Faults));
    }

    private static List<(int? ProcessId, ulong Flow, long TNs, ulong Type, ulong Payload)> Events(string path)
    {
        using IStoreReader reader = OjoStore.OpenReader(path);
        StoreStatistics statistics = reader.GetStatistics();
        Dictionary<long, int?> processes = reader.GetRuns().ToDictionary(static run => run.RunId, static run => run.ProcessId);
        List<(int?, ulong, long, ulong, ulong)> events = [];
        string? cursor = null;
        do
        {
            EventPage page = reader.GetEvents(new EventQuery { Limit = 10_000, Cursor = cursor });
            events.AddRange(page.Events.Select(row => (processes[row.Flow.RunId], row.Flow.FlowId, row.TNs, row.EventType, row.Payload)));
            cursor = page.NextCursor;
        }
        while (cursor is not null);
        Assert.Equal((events.Count, 0), (statistics.Events, statistics.Missing.Count));
        events.Sort();
        return events;
    }
}
