using Ojo.Storage.Queries;
using Ojo.Storage.Tests.Support;

namespace Ojo.Storage.Tests.Contract;

/// <summary>What a flow did in a stretch of time.</summary>
public abstract class RangeContract : StoreContract
{
    private static readonly FlowKey s_flow = new(1, 7);

    public static TheoryData<int> Seeds => Histories.Seeds(usual: 3, part: 0.1);

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Stretches_of_random_histories_are_as_the_reference_store_says(int seed)
    {
        var history = new RandomHistory(seed + 4000, Directory);
        Ingest(history, files: history.Random.Next(1, 6));

        Dictionary<int, long> runs = Reader.GetRuns().ToDictionary(run => run.ProcessId!.Value, run => run.RunId);
        for (int n = 0; n < 25 && history.Reference.Events.Count > 0; n++)
        {
            ReferenceEvent any = history.Reference.Events[history.Random.Next(history.Reference.Events.Count)];
            IReadOnlyList<ReferenceEvent> flow = history.Reference.OfFlow(any.ProcessId, any.FlowId);
            var query = new RangeQuery { Flow = new FlowKey(runs[any.ProcessId], any.FlowId) };
            if (history.Random.Next(3) != 0)
            {
                query = query with { FromNs = Math.Min(any.Ns, flow[flow.Count / 2].Ns), ToNs = Math.Max(any.Ns, flow[flow.Count / 2].Ns) };
            }

            Compare(Reader.GetRange(query), query, flow);
        }
    }

    [Fact]
    public void Rates_are_of_the_stretch_and_an_empty_one_has_none()
    {
        Ingest(new TraceFileBuilder()
            .Add(0, 7, 0x009, 1 | (1000UL << 48)).Add(500_000, 7, 0x009, 2 | (3000UL << 48)).Add(900_000, 7, 0x00D, 1).Add(1_000_000, 7, 0x00A, 1 | (500UL << 48)));

        RangeStatistics half = Reader.GetRange(new RangeQuery { Flow = s_flow, FromNs = 500_000_000, ToNs = 1_500_000_000 });
        Assert.Equal((3000.0, 500.0, 1.0, 1.0), (half.SendRate, half.ReceiveRate, half.PacketRate, half.LossRatio));
        Assert.Equal((3, 500_000_000L, 1_000_000_000L), (half.Events, half.FirstNs, half.LastNs));
        RangeStatistics empty = Reader.GetRange(new RangeQuery { Flow = s_flow, FromNs = 5, ToNs = 5 });
        Assert.Equal((0, null, null, null, null), (empty.Events, empty.FirstNs, empty.SendRate, empty.LossRatio, empty.Rtt));
    }

    [Fact]
    public void What_cannot_be_asked_is_explained()
    {
        Ingest(new TraceFileBuilder().Add(1, 7, 0x002, 1));

        Assert.Contains("There is no flow 9-9", Explain(new RangeQuery { Flow = new FlowKey(9, 9) }), StringComparison.Ordinal);
        Assert.Contains("before it begins", Explain(new RangeQuery { Flow = s_flow, FromNs = 5, ToNs = 4 }), StringComparison.Ordinal);
        Assert.NotNull(Reader.GetRange(new RangeQuery { Flow = s_flow, TimeLimit = TimeSpan.Zero }).Partial);

        string Explain(RangeQuery query) => Assert.Throws<StoreQueryException>(() => Reader.GetRange(query)).Message;
    }

    private static void Compare(RangeStatistics actual, RangeQuery query, IReadOnlyList<ReferenceEvent> flow)
    {
        long fromNs = query.FromNs ?? flow[0].Ns;
        long toNs = query.ToNs ?? flow[^1].Ns + 1;
        ReferenceEvent[] events = [.. flow.Where(e => e.Ns >= fromNs && e.Ns < toNs)];
        Assert.Equal((fromNs, toNs, events.Length), (actual.FromNs, actual.ToNs, actual.Events));
        Assert.Equal((events.FirstOrDefault()?.Ns, events.LastOrDefault()?.Ns), (actual.FirstNs, actual.LastNs));
        Assert.Equal(events.CountBy(e => (ulong)e.Type).ToDictionary(), actual.Types.ToDictionary(type => type.EventType, type => (int)type.Count));
        Assert.Equal(
            (Count(0x002, 0x009), Count(0x008, 0x00A), Count(0x003), Count(0x004, 0x00D), Count(0x006)),
            (actual.PacketsSent, actual.PacketsReceived, actual.PacketsAcked, actual.PacketsLost, actual.PacketsRetransmitted));
        Assert.Equal((Bytes(0x009), Bytes(0x00A)), (actual.BytesSent, actual.BytesReceived));
        double[] rtts = [.. events.Where(e => e.Type == 0x304).Select(e => (double)e.Bits(0, 32)).Order()];
        Assert.Equal(rtts.Length, actual.Rtt?.Samples ?? 0);
        if (actual.Rtt is RttStatistics rtt)
        {
            Assert.Equal((rtts[0], Nearest(50), Nearest(90), Nearest(95), Nearest(99), rtts[^1]), (rtt.MinUs, rtt.MedianUs, rtt.P90Us, rtt.P95Us, rtt.P99Us, rtt.MaxUs));
            Assert.Equal(rtts.Average(), rtt.MeanUs, rtts.Average() * 1e-12);
        }

        double Nearest(int percent) => rtts[((rtts.Length * percent) + 99) / 100 - 1];

        long? Count(params uint[] types) => events.Count(e => types.Contains(e.Type)) is > 0 and int count ? count : null;

        Quantity? Bytes(uint type) => events.Any(e => e.Type == type) ? Quantity.Of(events.Where(e => e.Type == type).Sum(e => (long)e.Bits(48, 16))) : null;
    }
}
