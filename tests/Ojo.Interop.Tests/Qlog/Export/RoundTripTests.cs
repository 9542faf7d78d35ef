using Ojo.Interop.Exporting;
using Ojo.Interop.Importing;
using Ojo.Interop.Qlog.Export;
using Ojo.Interop.Tests.Timeline;
using Ojo.Storage;
using Ojo.Storage.Tests.Support;

namespace Ojo.Interop.Tests.Qlog.Export;

/// <summary>Real traces that are imported, exported and imported again say the same.</summary>
public sealed class RoundTripTests : IDisposable
{
    private const string Summaries = """
        SELECT s.packets_sent, s.packets_received, s.packets_acked, s.packets_lost, s.bytes_sent, s.bytes_received, s.streams, s.max_cwnd, s.last_bytes_in_flight,
               s.min_rtt_us, s.median_rtt_us, s.duration_us
        FROM flow_summary AS s JOIN flows AS f ON f.run_id = s.run_id AND f.flow_id = s.flow_id
        WHERE f.parent_flow_id IS NULL ORDER BY s.run_id, s.flow_id
        """;

    private readonly TemporaryDirectory _directory = new();

    public static TheoryData<string, string> Files()
    {
        TheoryData<string, string> names = [];
        foreach (string name in SharedFiles.Names("qlog").DefaultIfEmpty(""))
        {
            names.Add(name, "viewers");
            names.Add(name, "ietf");
        }

        return names;
    }

    public void Dispose() => _directory.Dispose();

    [Theory]
    [MemberData(nameof(Files))]
    public void A_real_trace_keeps_its_figures_its_packets_and_its_streams_data(string name, string names)
    {
        using IStoreReader first = Import(SharedFiles.Path("qlog", name), "first.db");
        byte[] exported = LifeStore.Export(new QlogExporter(isSequence: false, names == "ietf" ? QlogNames.Ietf : QlogNames.Viewers), new ExportSource(first));
        File.WriteAllBytes(_directory["again.qlog"], exported);
        using IStoreReader second = Import(_directory["again.qlog"], "second.db");

        foreach (string sql in (ReadOnlySpan<string>)[
            Summaries,
            "SELECT count(*), sum(packet_number % 1000003), min(ts_ns - start_ns), max(ts_ns - start_ns) FROM packet_acked_in_space JOIN runs USING (run_id)",
            "SELECT count(*), sum(packet_number % 1000003), sum((ts_ns - start_ns) % 1000003) FROM packet_lost_in_space JOIN runs USING (run_id)",
            "SELECT stream_id, count(*), sum(\"offset\" % 1000003), sum(length), max(ts_ns - start_ns) FROM stream_data_sent JOIN runs USING (run_id) GROUP BY stream_id ORDER BY stream_id",
            "SELECT stream_id, count(*), sum(\"offset\" % 1000003), sum(length), max(ts_ns - start_ns) FROM stream_data_received JOIN runs USING (run_id) GROUP BY stream_id ORDER BY stream_id",
            "SELECT count(*), sum(stream_id % 1000003), sum((ts_ns - start_ns) % 1000003) FROM stream_fin_sent JOIN runs USING (run_id)",
            "SELECT count(*), sum(stream_id % 1000003) FROM stream_closed",
            "SELECT count(*), max(cwnd), min(cwnd) FROM cwnd_updated"])
        {
            Assert.Equal(SqlRows.Of(first, sql), SqlRows.Of(second, sql));
        }
    }

    private IStoreReader Import(string path, string store)
    {
        ImportedFile file = Assert.Single(TraceImport.Run(new ImportOptions { Files = [path], DatabasePath = _directory[store] }).Files);
        Assert.Equal((null, "qlog", 0L), (file.Failure, file.Format, file.ProblemCount));
        return OjoStore.OpenReader(_directory[store]);
    }
}
