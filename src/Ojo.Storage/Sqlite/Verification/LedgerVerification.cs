using SQLitePCL;

namespace Ojo.Storage.Sqlite.Verification;

/// <summary>Holds the ledger, the runs, the flows and the types against what was counted event by event.</summary>
internal sealed class LedgerVerification(sqlite3 connection, FaultList faults, EventTotals totals)
{
    public long Files { get; private set; }

    public long Runs { get; private set; }

    public long Flows { get; private set; }

    public void Run(CancellationToken cancellation)
    {
        VerifyFiles(cancellation);
        VerifyRuns(cancellation);
        VerifyFlows(cancellation);
        VerifyKeys();
    }

    private void VerifyFiles(CancellationToken cancellation)
    {
        Dictionary<long, long> gaps = [];
        using var lost = new Statement(connection, "SELECT file, sum(events) FROM ojo_gap GROUP BY file");
        while (lost.Step())
        {
            gaps[lost.Int64(0)] = lost.Int64(1);
        }

        using var rows = new Statement(connection, """
            SELECT f.id, f.name, f.length, f.records, f.events, f.dropped, length(f.sha256), r.id IS NULL
            FROM ojo_file AS f LEFT JOIN ojo_run AS r ON r.id = f.run WHERE f.run > 0 ORDER BY f.id
            """);
        for (; rows.Step(); Files++)
        {
            cancellation.ThrowIfCancellationRequested();
            long file = rows.Int64(0);
            string where = $"File {rows.Text(1)}";
            long records = rows.Int64(3);
            faults.Compare(where, "its length", rows.Int64(2), 24 + 24 * records);
            faults.Compare(where, "the number of its events", rows.Int64(4), totals.ByFile.GetValueOrDefault(file));
            faults.Compare(where, "the number of events that its tracer lost", rows.Int64(5), gaps.GetValueOrDefault(file));
            if (rows.Int64(4) > records || rows.Int64(6) != 32)
            {
                faults.Add(where, "its row in the ledger makes no sense.");
            }

            if (rows.Int64(7) != 0)
            {
                faults.Add(where, "its run is missing.");
            }

            totals.ByFile.Remove(file);
            gaps.Remove(file);
        }

        foreach ((long file, long events) in totals.ByFile)
        {
            faults.Add($"File number {file}", $"{events} events are said to be of it, and it is not in the ledger.");
        }

        foreach (long file in gaps.Keys)
        {
            faults.Add($"File number {file}", "a gap is said to be of it, and it is not in the ledger.");
        }
    }

    private void VerifyRuns(CancellationToken cancellation)
    {
        using var rows = new Statement(connection, """
            SELECT r.id, r.events, r.dropped, coalesce(s.events, 0), coalesce(s.dropped, 0)
            FROM ojo_run AS r LEFT JOIN (SELECT run, sum(events) AS events, sum(dropped) AS dropped FROM ojo_file GROUP BY run) AS s ON s.run = r.id
            """);
        for (; rows.Step(); Runs++)
        {
            cancellation.ThrowIfCancellationRequested();
            faults.Compare($"Run {rows.Int64(0)}", "the number of its events", rows.Int64(1), rows.Int64(3));
            faults.Compare($"Run {rows.Int64(0)}", "the number of events that its tracer lost", rows.Int64(2), rows.Int64(4));
        }
    }

    private void VerifyFlows(CancellationToken cancellation)
    {
        using var rows = new Statement(connection, """
            SELECT f.id, f.run, f.flow_id, f.events, f.first_ns, f.last_ns, coalesce(k.events, 0), r.id IS NULL, f.longest
            FROM ojo_flow AS f LEFT JOIN ojo_run AS r ON r.id = f.run
            LEFT JOIN (SELECT flow, sum(events) AS events FROM ojo_flow_key GROUP BY flow) AS k ON k.flow = f.id
            """);
        for (; rows.Step(); Flows++)
        {
            cancellation.ThrowIfCancellationRequested();
            string where = $"Flow {rows.Int64(1)}-{rows.Text(2)}";
            _ = totals.ByFlow.Remove(rows.Int64(0), out (long Events, long FirstNs, long LastNs, long Longest) found);
            faults.Compare(where, "the number of its events", rows.Int64(3), found.Events);
            faults.Compare(where, "the number of its events by type", rows.Int64(6), found.Events);
            faults.Compare(where, "when it begins", rows.Int64(4), found.FirstNs);
            faults.Compare(where, "when it ends", rows.Int64(5), found.LastNs);
            if (rows.Int64(8) < found.Longest)
            {
                // What is longer than it is does no harm: a search begins earlier than it need.
                faults.Compare(where, "how long its longest block is", rows.Int64(8), found.Longest);
            }

            if (rows.Int64(7) != 0)
            {
                faults.Add(where, "its run is missing.");
            }
        }

        foreach ((long flow, (long events, _, _, _)) in totals.ByFlow)
        {
            faults.Add($"Flow row {flow}", $"it has {events} events, and it is missing.");
        }
    }

    private void VerifyKeys()
    {
        using var rows = new Statement(connection, "SELECT id, printf('0x%08X', event_type), events FROM ojo_key");
        while (rows.Step())
        {
            faults.Compare($"Event type {rows.Text(1)} (key {rows.Int64(0)})", "the number of its events", rows.Int64(2), totals.ByKey.GetValueOrDefault(rows.Int64(0)));
        }
    }
}
