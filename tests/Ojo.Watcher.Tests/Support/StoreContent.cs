using Ojo.Storage.Tests.Support;

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
}
