using Ojo.Storage.Queries;
using Ojo.Storage.Sqlite;
using Ojo.Storage.Sqlite.Writing;
using Ojo.Storage.Tests.Contract;
using Ojo.Storage.Tests.Support;

namespace Ojo.Storage.Tests.Sqlite;

public sealed class SqliteModelTests : ModelContract
{
    protected override IStoreWriter OpenWriter() => new SqliteStoreWriter(Path.Combine(Directory, "store.db"), Clock, isDurable: false);

    internal override string PieceOf(ReferenceFile file) => $"run of {file.ProcessId}";

    protected override IStoreReader OpenReader() => SqliteStore.OpenReader(Path.Combine(Directory, "store.db"));

    internal override void CompareMore(RandomHistory history, FlowKey flow, FlowSummary summary)
    {
        using var store = new SqlShell(Path.Combine(Directory, "store.db"));
        object?[] row = Assert.Single(store.Query(
            $"SELECT packets_sent, packets_received, packets_acked, packets_lost, packets_retransmitted, bytes_sent, bytes_received, streams, max_cwnd, last_bytes_in_flight, min_rtt_us, median_rtt_us, duration_us FROM flow_summary WHERE run_id = {flow.RunId} AND flow_id = {flow.FlowId}"));

        Assert.Equal(
            [
                summary.PacketsSent, summary.PacketsReceived, summary.PacketsAcked, summary.PacketsLost, summary.PacketsRetransmitted,
                summary.BytesSent, summary.BytesReceived, summary.Streams, summary.MaxCwnd, summary.LastBytesInFlight,
                summary.MinRttUs, summary.MedianRttUs, summary.DurationUs,
            ],
            row);
    }
}
