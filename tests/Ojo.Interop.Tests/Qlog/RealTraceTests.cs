using System.Globalization;
using System.Text.Json;
using Ojo.Interop.Importing;
using Ojo.Storage;
using Ojo.Storage.Queries;
using Ojo.Storage.Tests.Support;

namespace Ojo.Interop.Tests.Qlog;

/// <summary>Real traces give the figures that were computed of them independently, in the view <c>flow_summary</c> and in the library.</summary>
public sealed class RealTraceTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public static TheoryData<string> Files() => SharedFiles.Cases("qlog");

    public void Dispose() => _directory.Dispose();

    [Theory]
    [MemberData(nameof(Files))]
    public void Each_figure_of_a_real_trace_comes_out_exactly(string name)
    {
        string path = SharedFiles.Path("qlog", name);
        JsonElement expected = SharedFiles.Expected("qlog", name);
        ImportedFile file = Assert.Single(TraceImport.Run(new ImportOptions { Files = [path], DatabasePath = _directory["store.db"] }).Files);
        Assert.Equal((null, "qlog", 0L), (file.Failure, file.Format, file.ProblemCount));

        using IStoreReader store = OjoStore.OpenReader(_directory["store.db"]);
        object?[][] rows = [.. SqlRows.Of(store, """
            SELECT s.run_id, s.flow_id, s.packets_sent, s.packets_received, s.packets_lost, s.streams, s.max_cwnd, s.last_bytes_in_flight,
                   s.min_rtt_us, s.median_rtt_us, s.duration_us, s.bytes_sent, s.bytes_received
            FROM flow_summary AS s JOIN flows AS f ON f.run_id = s.run_id AND f.flow_id = s.flow_id
            WHERE f.parent_flow_id IS NULL ORDER BY s.run_id, s.flow_id
            """).Select(static row => row.Split('|').Select(static value => value.Length == 0 ? null : (object)double.Parse(value, CultureInfo.InvariantCulture)).ToArray())];
        JsonElement[] traces = [.. expected.GetProperty("traces").EnumerateArray()];
        Assert.Equal(traces.Length, rows.Length);
        Assert.Equal(traces.Length, file.Runs);
        for (int i = 0; i < traces.Length; i++)
        {
            FlowKey flow = new(Convert.ToInt64(rows[i][0], CultureInfo.InvariantCulture), Convert.ToUInt32(rows[i][1], CultureInfo.InvariantCulture));
            FlowSummary summary = store.GetFlow(flow)!.Summary;
            Check(traces[i], rows[i][2..]);
            Check(traces[i],
                [
                    summary.PacketsSent, summary.PacketsReceived, summary.PacketsLost, summary.Streams, summary.MaxCwnd, summary.LastBytesInFlight,
                    summary.MinRttUs, summary.MedianRttUs, summary.DurationUs, summary.BytesSent, summary.BytesReceived,
                ]);
        }

        foreach ((string total, int column) in (ReadOnlySpan<(string, int)>)[("packets_sent", 2), ("packets_received", 3), ("packets_lost", 4), ("distinct_streams", 5)])
        {
            Assert.Equal(expected.GetProperty("totals").GetProperty(total).GetInt64(), rows.Sum(row => Convert.ToInt64(row[column] ?? 0.0, CultureInfo.InvariantCulture)));
        }
    }

    private static void Check(JsonElement trace, object?[] figures)
    {
        AssertFigure("packets_sent", SharedFiles.Figure(trace, "packets_sent"), figures[0]);
        AssertFigure("packets_received", SharedFiles.Figure(trace, "packets_received"), figures[1]);
        AssertFigure("packets_lost", SharedFiles.Figure(trace, "packets_lost"), figures[2]);
        AssertFigure("streams", SharedFiles.Figure(trace, "distinct_streams"), figures[3]);
        AssertFigure("max_cwnd", SharedFiles.Figure(trace, "cwnd", "max"), figures[4]);
        AssertFigure("last_bytes_in_flight", SharedFiles.Figure(trace, "final_bytes_in_flight"), figures[5], isCount: false);
        AssertFigure("min_rtt_us", SharedFiles.Figure(trace, "latest_rtt_ms", "min") is { } latest ? 1000 * Math.Min(latest, SharedFiles.Figure(trace, "min_rtt_ms", "min") ?? latest) : null, figures[6], isCount: false);
        AssertFigure("median_rtt_us", 1000 * SharedFiles.Figure(trace, "latest_rtt_ms", "median"), figures[7], isCount: false);
        AssertFigure("duration_us", 1000 * (SharedFiles.Figure(trace, "duration_ms") ?? 0), figures[8], isCount: false);
        AssertFigure("bytes_sent", SharedFiles.Figure(trace, "packet_bytes_sent"), figures[9]);
        AssertFigure("bytes_received", SharedFiles.Figure(trace, "packet_bytes_received"), figures[10]);
    }

    /// <summary>NULL stands where there is nothing of the kind, which is a count of zero.</summary>
    private static void AssertFigure(string name, double? expected, object? actual, bool isCount = true)
    {
        double? figure = actual is null ? null : Convert.ToDouble(actual, CultureInfo.InvariantCulture);
        if (isCount && expected == 0 && figure is null)
        {
            return;
        }

        // The other side added, divided and multiplied by a thousand in another order: the last two digits of a floating point number.
        Assert.True(
            expected == figure || (expected is { } want && figure is { } is_ && Math.Abs(want - is_) <= 1e-14 * Math.Abs(want)),
            $"{name}: expected {expected:R}, was {figure:R}");
    }
}
