using Ojo.Storage.Queries;
using Ojo.Storage.Tests.Support;

namespace Ojo.Storage.Tests.Contract;

/// <summary>Where packets stand among all bytes sent, how far a window reaches, how much data was sent, and what kept a sender from sending.</summary>
public abstract class DerivedOffsetsContract : StoreContract
{
    [Fact]
    public void A_packet_stands_where_the_bytes_sent_before_it_end_and_keeps_its_place_when_it_is_acknowledged_or_lost()
    {
        Ingest(new TraceFileBuilder()
            .Add(0, 7, 0x009, Sized(1, 1000)).Add(100, 7, 0x009, Sized(2, 2000)).Add(200, 7, 0x009, Sized(3, 500))
            .Add(1_100, 7, 0x003, 2).Add(1_200, 7, 0x00D, 1).Add(1_300, 7, 0x006, 1).Add(1_300, 7, 0x007, 4).Add(1_400, 7, 0x009, Sized(4, 1000))
            .Add(2_500, 7, 0x003, 4).Add(2_600, 7, 0x003, 1).Add(2_700, 7, 0x003, 3));

        DerivedSeriesResult result = Ask(0, 3_000_000, 3,
            DerivedKind.SentOffset, DerivedKind.AckedOffset, DerivedKind.LostOffset, DerivedKind.RetransmittedOffset);

        Assert.Equal([new(3000, 0, 3000, 3), new(3500, 3500, 3500, 1), default], result.Series[0].Points);
        Assert.Equal([default, new(1000, 1000, 1000, 1), new(3000, 3000, 3500, 2)], result.Series[1].Points);
        Assert.Equal([default, new(0, 0, 0, 1), default], result.Series[2].Points);
        Assert.Equal([default, new(3500, 3500, 3500, 1), default], result.Series[3].Points);
        Assert.All(result.Series, static series => Assert.Equal("bytes", series.Unit));
        DerivedPoint later = Assert.Single(Ask(2_000_000, 3_000_000, 1, DerivedKind.AckedOffset).Series[0].Points);
        Assert.Equal(new DerivedPoint(3000, 3000, 3500, 2), later);
    }

    [Fact]
    public void A_retransmission_that_is_told_after_its_packet_stands_where_that_packet_does()
    {
        Ingest(new TraceFileBuilder().Add(0, 7, 0x009, Sized(1, 700)).Add(10, 7, 0x009, Sized(2, 700)).Add(11, 7, 0x006, 1).Add(11, 7, 0x007, 2));

        Assert.Equal(new DerivedPoint(700, 700, 700, 1), Ask(0, 100_000, 1, DerivedKind.RetransmittedOffset).Series[0].Points[0]);
    }

    [Fact]
    public void The_window_reaches_as_far_beyond_the_furthest_acknowledged_byte_as_it_is_large()
    {
        Ingest(new TraceFileBuilder()
            .Add(0, 7, 0x300, 10_000).Add(10, 7, 0x009, Sized(1, 1000)).Add(20, 7, 0x009, Sized(2, 1000))
            .Add(1_000, 7, 0x003, 2).Add(1_100, 7, 0x003, 1).Add(2_000, 7, 0x300, 4_000));

        Assert.Equal(
            [new(10_000, 0, 10_000, 1), new(12_000, 10_000, 12_000, 1), new(6_000, 6_000, 12_000, 1)],
            Ask(0, 3_000_000, 3, DerivedKind.WindowEdge).Series[0].Points);
        Assert.Equal([new(12_000, 12_000, 12_000, 0)], Ask(1_500_000, 2_000_000, 1, DerivedKind.WindowEdge).Series[0].Points);
    }

    [Fact]
    public void Packets_without_sizes_and_flows_without_windows_have_no_offsets_and_say_so()
    {
        Ingest(new TraceFileBuilder().Add(0, 7, 0x002, 1).Add(0, 8, 0x009, Sized(1, 50)));

        Assert.Equal("No event of role packet_sent says a size.", Ask(0, 10, 1, DerivedKind.SentOffset).Series[0].Missing);
        Assert.Equal("No event of role window says how large it is.", Ask(0, 10, 1, [DerivedKind.WindowEdge], 8).Series[0].Missing);
    }

    [Fact]
    public void Data_sent_is_that_of_all_streams_of_the_flow_and_of_its_children_each_byte_once()
    {
        Ingest(new TraceFileBuilder()
            .Add(0, 20, 0x101, 7).Add(0, 21, 0x101, 7).Add(0, 7, 0x300, 1)
            .Add(100, 20, 0x105, 0, 0, 1000).Add(200, 21, 0x105, 4, 0, 500).Add(300, 7, 0x105, 8, 0, 10).Add(300, 7, 0x105, 9, 0, 20)
            .Add(1_100, 20, 0x105, 0, 500, 1000).Add(1_200, 21, 0x105, 4, 0, 500).Add(1_300, 99, 0x105, 0, 0, 70_000)
            .Add(2_000, 7, 0x300, 2));

        Assert.Equal([new(1530, 0, 1530, 4), new(2030, 1530, 2030, 2), new(2030, 2030, 2030, 0)], Ask(0, 3_000_000, 3, DerivedKind.DataSent).Series[0].Points);
        Assert.Equal([new(2030, 2030, 2030, 0)], Ask(1_500_000, 2_000_000, 1, DerivedKind.DataSent).Series[0].Points);
        Assert.Equal([new(70_000, 0, 70_000, 1)], Ask(0, 3_000_000, 1, [DerivedKind.DataSent], 99).Series[0].Points);
    }

    [Fact]
    public void A_sender_is_kept_from_sending_from_an_event_that_says_so_to_the_one_that_ends_it()
    {
        Ingest(new TraceFileBuilder()
            .Add(250, 7, 0x202, 0).Add(1_500, 7, 0x203, 0)
            .Add(1_500, 7, 0x202, 1).Add(1_700, 7, 0x202, 2).Add(1_800, 7, 0x203, 1).Add(2_000, 7, 0x203, 2)
            .Add(2_500, 7, 0x202, 3).Add(2_750, 7, 0x300, 1));

        DerivedSeriesResult result = Ask(0, 4_000_000, 4, DerivedKind.BlockedByCongestion, DerivedKind.BlockedByFlowControl,
            DerivedKind.BlockedByPacing, DerivedKind.BlockedByApplication);

        Assert.Equal([0.75, 0.5, 0, 0], Values(result.Series[0]));
        Assert.Equal([0, 0.5, 0, 0], Values(result.Series[1]));
        // What has not ended goes on as long as the flow.
        Assert.Equal([0, 0, 0.250001, 0], Values(result.Series[2]));
        Assert.Equal("No event of role blocked says this reason.", result.Series[3].Missing);
        Assert.Equal([1.0], Values(Ask(500_000, 1_000_000, 1, DerivedKind.BlockedByCongestion).Series[0]));
    }

    [Fact]
    public void Where_no_event_tells_the_end_the_next_reason_does()
    {
        Ingest(new TraceFileBuilder().Add(0, 7, 0x202, 0).Add(1_000, 7, 0x202, 4).Add(3_000, 7, 0x202, 6).Add(4_000, 7, 0x300, 1));

        DerivedSeriesResult result = Ask(0, 4_000_000, 4, DerivedKind.BlockedByCongestion, DerivedKind.BlockedByApplication, DerivedKind.BlockedByOther);

        Assert.Equal([1, 0, 0, 0], Values(result.Series[0]));
        Assert.Equal([0, 1, 1, 0], Values(result.Series[1]));
        Assert.Equal([0, 0, 0, 1], Values(result.Series[2]));
    }

    [Fact]
    public void Congestion_limits_while_no_other_packet_fits_into_the_window()
    {
        Ingest(new TraceFileBuilder()
            .Add(0, 7, 0x300, 3_000).Add(0, 7, 0x303, 1_000).Add(500, 7, 0x303, 2_000).Add(1_000, 7, 0x303, 3_000)
            .Add(1_250, 7, 0x303, 1_000).Add(2_000, 7, 0x300, 1_500).Add(3_000, 7, 0x303, 0));

        Assert.Equal([0, 0.25, 1, 0], Values(Ask(0, 4_000_000, 4, DerivedKind.CongestionLimited).Series[0]));
    }

    [Fact]
    public void A_retransmission_of_two_events_counts_once_among_the_packets_sent()
    {
        Ingest(new TraceFileBuilder()
            .Add(0, 7, 0x002, 1).Add(0, 7, 0x002, 2).Add(0, 7, 0x002, 3).Add(10, 7, 0x006, 1).Add(10, 7, 0x007, 4).Add(11, 7, 0x002, 4).Add(1_100, 7, 0x003, 4));

        Assert.Equal([new(0.25, null, null, 5), default], Ask(0, 2_000_000, 2, DerivedKind.RetransmissionRate).Series[0].Points);
    }

    private static ulong Sized(ulong number, ulong size) => number | (size << 48);

    private static double[] Values(DerivedSeries series) => [.. series.Points.Select(static point => Math.Round(point.Value!.Value, 9))];

    private DerivedSeriesResult Ask(long fromNs, long toNs, int width, params DerivedKind[] kinds) => Ask(fromNs, toNs, width, kinds, 7);

    private DerivedSeriesResult Ask(long fromNs, long toNs, int width, DerivedKind[] kinds, ulong flow) =>
        Reader.GetDerivedSeries(new DerivedSeriesQuery { Flow = new FlowKey(1, flow), Kinds = kinds, FromNs = fromNs, ToNs = toNs, Width = width });
}
