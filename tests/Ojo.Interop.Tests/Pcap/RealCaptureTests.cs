using System.Globalization;
using System.Text.Json;
using Ojo.Interop.Importing;
using Ojo.Storage;
using Ojo.Storage.Tests.Support;

namespace Ojo.Interop.Tests.Pcap;

/// <summary>Real captures give the figures that were computed of them independently.</summary>
public sealed class RealCaptureTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public static TheoryData<string> Files() => SharedFiles.Cases("pcap");

    public void Dispose() => _directory.Dispose();

    [Theory]
    [MemberData(nameof(Files))]
    public void Each_figure_of_a_real_capture_comes_out_exactly(string name)
    {
        string path = SharedFiles.Path("pcap", name);
        JsonElement expected = SharedFiles.Expected("pcap", name);
        ImportedFile file = Assert.Single(TraceImport.Run(new ImportOptions { Files = [path], DatabasePath = _directory["store.db"] }).Files);
        Assert.Equal((null, "pcap", 0L), (file.Failure, file.Format, file.ProblemCount));

        using IStoreReader store = OjoStore.OpenReader(_directory["store.db"]);
        double One(string sql) => double.Parse(SqlRows.Of(store, sql)[0] is { Length: > 0 } text ? text : "0", CultureInfo.InvariantCulture);
        double Expect(params ReadOnlySpan<string> names) => SharedFiles.Figure(expected, names) ?? 0;
        Assert.Equal(Expect("packets"), One("SELECT sum(packets) FROM packets_counted"));
        Assert.Equal(Expect("captured_bytes"), One("SELECT sum(captured_bytes) FROM packets_counted"));
        Assert.Equal(Expect("original_bytes"), One("SELECT sum(original_bytes) FROM packets_counted"));
        Assert.Equal(Expect("protocols", "tcp"), One("SELECT sum(packets) FROM packets_counted WHERE protocol = 'tcp'"));
        Assert.Equal(Expect("protocols", "udp"), One("SELECT sum(packets) FROM packets_counted WHERE protocol = 'udp'"));
        Assert.Equal(Expect("protocols", "other"), One("SELECT sum(packets) FROM packets_counted WHERE protocol NOT IN ('tcp', 'udp')"));
        Assert.Equal(Expect("duration_s"), One("SELECT (max(ts_ns) - min(ts_ns)) / 1e9 FROM events"), 1e-6);
        Assert.Equal(Expect("tcp_connections"), One("SELECT count(*) FROM endpoints WHERE protocol = 'tcp'"));
        Assert.Equal(Expect("tcp", "payload_bytes"), One("SELECT sum(payload) FROM segment"));
        Assert.Equal(Expect("tcp", "payload_segments"), One("SELECT count(*) FROM segment WHERE payload > 0"));
        Assert.Equal(Expect("tcp", "syn"), One("SELECT count(*) FROM segment WHERE flags & 2"));
        Assert.Equal(Expect("tcp", "fin"), One("SELECT count(*) FROM segment WHERE flags & 1"));
        Assert.Equal(Expect("tcp_segments_all_old_data"), One("SELECT count(*) FROM segment WHERE payload > 0 AND repeated = payload"));
        Assert.Equal(Expect("udp_conversations"), One("SELECT count(*) FROM endpoints WHERE protocol = 'udp'"));
        if (expected.TryGetProperty("udp_packets_per_conversation", out JsonElement conversations))
        {
            Assert.Equal(conversations.EnumerateArray().Select(static count => count.GetInt32().ToString(CultureInfo.InvariantCulture)).Order(StringComparer.Ordinal),
                SqlRows.Of(store, "SELECT count(*) FROM (SELECT flow_id FROM datagram_sent UNION ALL SELECT flow_id FROM datagram_received) GROUP BY flow_id").Order(StringComparer.Ordinal));
        }

        if (expected.TryGetProperty("first_quic_header_of_each_udp_datagram", out JsonElement headers))
        {
            Assert.Equal(headers.EnumerateObject().Select(static header => $"{header.Name}={header.Value}").Order(StringComparer.Ordinal),
                SqlRows.Of(store, """
                    SELECT CASE WHEN quic = 0 OR quic = 'none' THEN 'short-or-not-quic' ELSE printf('long v%08x %s', quic_version, replace(quic, 'type_', 'type')) END || '=' || count(*)
                    FROM (SELECT quic, quic_version FROM datagram_sent UNION ALL SELECT quic, quic_version FROM datagram_received) GROUP BY quic, quic_version
                    """).Order(StringComparer.Ordinal));
        }
    }
}
