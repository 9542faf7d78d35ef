using Ojo;
using Ojo.Storage.Queries;
using Transfer.Connections;
using Transfer.Transfers;

namespace Transfer.Demo;

/// <summary>What the demo says about itself: at the start, while it runs, and at the end.</summary>
internal static class DemoReport
{
    public static string Start(DemoOptions options, Uri? explorer)
    {
        string length = options.Duration is { } duration ? $"It ends after {Figures.Seconds(duration)}, or by Ctrl+C." : "Ctrl+C ends it.";
        return $"""
            Transferring over {Figures.Plural(options.Connections, "connection")} and a link of {Figures.BitRate(options.Bandwidth)}, {Figures.Milliseconds(options.Delay)} each way, {Figures.Share(options.Loss)} loss.
            {length}

              Explorer  {explorer?.GetLeftPart(UriPartial.Authority) ?? "not served (--no-explorer)"}
              Traces    {Path.Combine(options.Directory, "output")}
              Database  {options.DatabasePath}

            """;
    }

    public static string Progress(TimeSpan elapsed, double bitsPerSecond, TransportCounters counters, TracerStatistics events) =>
        $"{Figures.Clock(elapsed)}  {Figures.Plural(counters.OpenConnections / 2, "connection")}, {Figures.BitRate(bitsPerSecond)}, "
        + $"{Figures.Share(LossOf(counters))} of packets lost, {Figures.Count(events.Stored)} events stored, {Figures.Count(events.Lost)} dropped";

    public static string End(
        DemoProgram program, DemoOptions options, TimeSpan elapsed, TransferTotals totals, TransportCounters counters, TracerStatistics events, StoredRun? run)
    {
        string given = totals.Running > 0 ? $"; {Figures.Plural(totals.Running, "transfer")} cut short" : "";
        string verdict = totals.Mismatched > 0
            ? $"{Figures.Plural(totals.Mismatched, "transfer")} WITH A WRONG HASH"
            : totals.Verified > 0 ? "every SHA-256 verified" : "nothing to verify";
        long ingested = run?.Events ?? 0;
        string match = ingested == events.Stored ? "" : "  THE TWO SHOULD BE THE SAME";
        string database = options.DatabasePath;
        return $"""
            Ended after {Figures.Seconds(elapsed)}.

              Content   {Figures.Bytes(totals.VerifiedBytes)} in {Figures.Plural(totals.Verified, "transfer")}, {verdict}{given}
              Packets   {Figures.Count(counters.PacketsSent)} sent, {Figures.Count(counters.PacketsLost)} lost ({Figures.Share(LossOf(counters))})
              Events    {Figures.Count(events.Stored)} stored by the tracer, {Figures.Count(ingested)} in the database, {Figures.Count(events.Lost)} dropped{match}
              Traces    {Path.Combine(options.Directory, "output")}
              Database  {database}

            To look again:
              {program.Explorer} {database}
              sqlite3 -box {database} "SELECT flow_id, packets_sent, packets_lost, max_cwnd, median_rtt_us FROM flow_summary WHERE packets_sent > 0"
            """;
    }

    private static double LossOf(TransportCounters counters) =>
        counters.PacketsSent == 0 ? 0 : (double)counters.PacketsLost / counters.PacketsSent;
}
