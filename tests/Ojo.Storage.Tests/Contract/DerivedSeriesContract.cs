using Ojo.Storage.Queries;
using Ojo.Storage.Tests.Support;

namespace Ojo.Storage.Tests.Contract;

/// <summary>What is worked out of a flow's packets over time.</summary>
public abstract class DerivedSeriesContract : StoreContract
{
    private static readonly FlowKey s_flow = new(1, 7);

    /// <summary>What follows packets; the others have contracts of their own.</summary>
    private static readonly DerivedKind[] s_all = [.. Enum.GetValues<DerivedKind>().Where(static kind => kind <= DerivedKind.LossRate)];

    public static TheoryData<int> Seeds => Histories.Seeds(usual: 3, part: 0.1);

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Series_of_random_histories_are_as_the_reference_store_works_them_out(int seed)
    {
        var history = new RandomHistory(seed + 5000, Directory);
        Ingest(history, files: history.Random.Next(1, 6));

        Dictionary<int, long> runs = Reader.GetRuns().ToDictionary(run => run.ProcessId!.Value, run => run.RunId);
        for (int n = 0; n < 12 && history.Reference.Events.Count > 0; n++)
        {
            ReferenceEvent any = history.Reference.Events[history.Random.Next(history.Reference.Events.Count)];
            IReadOnlyList<ReferenceEvent> flow = history.Reference.OfFlow(any.ProcessId, any.FlowId);
            var query = new DerivedSeriesQuery
            {
                Flow = new FlowKey(runs[any.ProcessId], any.FlowId),
                Kinds = [.. s_all.Where(_ => history.Random.Next(3) != 0)],
                Width = history.Random.Next(1, 60),
            };
            if (history.Random.Next(3) != 0)
            {
                query = query with { FromNs = Math.Min(any.Ns, flow[flow.Count / 2].Ns), ToNs = Math.Max(any.Ns, flow[flow.Count / 2].Ns) + history.Random.Next(2) };
            }

            Compare(Reader.GetDerivedSeries(query), query, flow);
        }
    }

    [Fact]
    public void Each_bucket_says_what_became_of_its_packets_and_empty_ones_what_stays()
    {
        Ingest(new TraceFileBuilder()
            .Add(0, 7, 0x009, Sized(1, 1000)).Add(100, 7, 0x009, Sized(2, 2000)).Add(1_200, 7, 0x003, 1).Add(1_200, 7, 0x003, 1)
            .Add(3_100, 7, 0x00D, 2).Add(3_500, 7, 0x009, Sized(3, 500)).Add(3_999, 7, 0x003, 3));

        DerivedSeriesResult result = Reader.GetDerivedSeries(new DerivedSeriesQuery { Flow = s_flow, Kinds = s_all, FromNs = 0, ToNs = 4_000_000, Width = 4 });

        Assert.Equal((1_000_000L, 0L, null), (result.BucketNs, result.Forgotten, result.Partial));
        Assert.Equal([3e6, 0, 0, 0.5e6], Values(DerivedKind.Throughput));
        Assert.Equal([0, 1e6, 0, 0.5e6], Values(DerivedKind.Goodput));
        Assert.Equal([null, 1200.0, null, 499.0], Values(DerivedKind.Rtt));
        Assert.Equal([null, 0.0, null, 0.5], Values(DerivedKind.LossRate));
        DerivedSeries inFlight = Of(DerivedKind.BytesInFlight);
        Assert.Equal([new(3000, 0, 3000, 2), new(2000, 2000, 3000, 1), new(2000, 2000, 2000, 0), new(0, 0, 2000, 3)], inFlight.Points);
        Assert.Equal("No event of role packet_received says a size.", Of(DerivedKind.ReceiveThroughput).Missing);
        Assert.Equal(["bytes/s", "bytes/s", "bytes/s", "bytes", "us", ""], result.Series.Select(series => series.Unit));

        DerivedSeries Of(DerivedKind kind) => result.Series.Single(series => series.Kind == kind);

        IEnumerable<double?> Values(DerivedKind kind) => Of(kind).Points.Select(point => point.Value);
    }

    [Fact]
    public void A_range_begins_with_what_was_in_flight_before_it_and_its_last_bucket_may_be_shorter()
    {
        Ingest(new TraceFileBuilder().Add(0, 7, 0x009, Sized(1, 1000)).Add(50, 7, 0x003, 1).Add(50, 7, 0x009, Sized(2, 600)).Add(99, 7, 0x009, Sized(3, 300)));

        DerivedSeriesResult result = Reader.GetDerivedSeries(new DerivedSeriesQuery
        {
            Flow = s_flow,
            Kinds = [DerivedKind.BytesInFlight, DerivedKind.Rtt, DerivedKind.Throughput],
            FromNs = 10_000,
            ToNs = 100_000,
            Width = 4,
        });

        Assert.Equal((22_500L, 4), (result.BucketNs, result.Series[0].Points.Count));
        Assert.Equal([new(1000, 1000, 1000, 0), new(600, 0, 1000, 2), new(600, 600, 600, 0), new(900, 600, 900, 1)], result.Series[0].Points);
        Assert.Equal([default, new DerivedPoint(50, 50, 50, 1), default, default], result.Series[1].Points);
        DerivedSeriesResult uneven = Reader.GetDerivedSeries(new DerivedSeriesQuery { Flow = s_flow, Kinds = [DerivedKind.Throughput], FromNs = 10_000, ToNs = 100_001, Width = 2 });
        Assert.Equal([600 / 45_001.0 * 1e9, 300 / 45_000.0 * 1e9], uneven.Series[0].Points.Select(point => point.Value!.Value), (left, right) => Math.Abs(left - right) < 1e-6 * left);
    }

    [Fact]
    public void A_number_that_was_sent_again_gives_no_round_trip_time_and_is_in_flight_once()
    {
        Ingest(new TraceFileBuilder().Add(0, 7, 0x009, Sized(1, 1000)).Add(10, 7, 0x009, Sized(1, 400)).Add(20, 7, 0x003, 1).Add(30, 7, 0x009, Sized(1, 1000)).Add(45, 7, 0x003, 1));

        DerivedSeriesResult result = Reader.GetDerivedSeries(new DerivedSeriesQuery { Flow = s_flow, Kinds = [DerivedKind.Rtt, DerivedKind.BytesInFlight], Width = 1 });

        Assert.Equal(new DerivedPoint(15, 15, 15, 1), Assert.Single(result.Series[0].Points));
        Assert.Equal(new DerivedPoint(0, 0, 1000, 5), Assert.Single(result.Series[1].Points));
    }

    [Fact]
    public void When_the_time_is_up_only_buckets_that_are_complete_are_told()
    {
        var trace = new TraceFileBuilder();
        for (uint n = 0; n < 60_000; n++)
        {
            trace.Add(n, 7, 0x009, Sized(n, 100));
        }

        Ingest(trace);
        var query = new DerivedSeriesQuery { Flow = s_flow, Kinds = [DerivedKind.Throughput, DerivedKind.BytesInFlight], Width = 100, TimeLimit = TimeSpan.FromMinutes(1) };
        var time = new SetTime();
        using var reader = new WatchedReader(Reader, batch =>
        {
            if (batch == 9)
            {
                time.Elapse();
            }
        });

        DerivedSeriesResult part = StoreAnalysis.GetDerivedSeries(reader, query, time, TestContext.Current.CancellationToken);

        DerivedSeriesResult whole = Reader.GetDerivedSeries(query);
        Assert.NotNull(part.Partial);
        Assert.Null(whole.Partial);
        Assert.InRange(part.Series[0].Points.Count, 1, 99);
        Assert.Equal(whole.Series[0].Points.Take(part.Series[0].Points.Count), part.Series[0].Points);
        Assert.Equal(whole.Series[1].Points.Take(part.Series[0].Points.Count), part.Series[1].Points);
    }

    [Fact]
    public void More_packets_in_flight_than_can_be_remembered_lose_the_oldest_and_say_so()
    {
        const uint Packets = 270_000;
        var trace = new TraceFileBuilder();
        for (uint n = 0; n < Packets; n++)
        {
            trace.Add(n, 7, 0x009, Sized(n, 1));
        }

        Ingest(trace.Add(Packets, 7, 0x003, 0).Add(Packets, 7, 0x003, Packets - 1));

        DerivedSeriesResult result = Reader.GetDerivedSeries(new DerivedSeriesQuery { Flow = s_flow, Kinds = [DerivedKind.BytesInFlight, DerivedKind.Rtt], Width = 1 });

        Assert.Equal(Packets - (256 * 1024), result.Forgotten);
        Assert.Equal((256.0 * 1024) - 1, result.Series[0].Points[0].Value);
        Assert.Equal(1, result.Series[1].Points[0].Count);
    }

    [Fact]
    public void What_cannot_be_asked_is_explained()
    {
        Ingest(new TraceFileBuilder().Add(1, 7, 0x002, 1));
        var query = new DerivedSeriesQuery { Flow = s_flow, Kinds = [DerivedKind.Rtt] };

        Explain("1 to 8192 buckets", query with { Width = 0 });
        Explain("1 to 8192 buckets", query with { Width = -1600 });
        Explain("can be asked for once", query with { Kinds = [DerivedKind.Rtt, DerivedKind.Rtt] });
        Explain("can be asked for once", query with { Kinds = [(DerivedKind)77] });
        Explain("There is no flow 9-9", query with { Flow = new FlowKey(9, 9) });
        Explain("before it begins", query with { FromNs = 5, ToNs = 4 });
        Assert.Empty(Assert.Single(Reader.GetDerivedSeries(query with { FromNs = 5, ToNs = 5 }).Series).Points);
        Assert.ThrowsAny<OperationCanceledException>(() => Reader.GetDerivedSeries(query, new CancellationToken(canceled: true)));

        void Explain(string expected, DerivedSeriesQuery wrong) =>
            Assert.Contains(expected, Assert.Throws<StoreQueryException>(() => Reader.GetDerivedSeries(wrong)).Message, StringComparison.Ordinal);
    }

    private static ulong Sized(ulong number, ulong size) => number | (size << 48);

    private static void Compare(DerivedSeriesResult actual, DerivedSeriesQuery query, IReadOnlyList<ReferenceEvent> flow)
    {
        long fromNs = query.FromNs ?? flow[0].Ns;
        long toNs = query.ToNs ?? flow[^1].Ns + 1;
        Assert.Equal((fromNs, toNs, 0L, null), (actual.FromNs, actual.ToNs, actual.Forgotten, actual.Partial));
        Assert.Equal(query.Kinds, actual.Series.Select(series => series.Kind));
        int count = (int)((toNs - fromNs + actual.BucketNs - 1) / actual.BucketNs);
        Assert.True(count <= query.Width);

        // All that happened, packet by packet.
        var outstanding = new Dictionary<(ulong Space, ulong Number), (long Ns, ulong Size, bool Again)>();
        var acked = new List<(long Ns, ulong Size, long? Rtt)>();
        var levels = new List<(long Ns, long Bytes)>();
        foreach (ReferenceEvent e in flow.Where(e => e.Ns < toNs))
        {
            (ulong Space, ulong Number) key = e.Type switch
            {
                0x009 => (e.Bits(46, 2), e.Bits(0, 46)),
                0x00D => (e.Bits(56, 2), e.Bits(0, 56)),
                _ => (0, e.Words[0]),
            };
            bool wasSent = outstanding.TryGetValue(key, out var packet);
            switch (e.Type)
            {
                case 0x002 or 0x009:
                    outstanding[key] = (e.Ns, e.Type == 0x009 ? e.Bits(48, 16) : 0, wasSent);
                    levels.Add((e.Ns, outstanding.Values.Sum(one => (long)one.Size)));
                    break;
                case 0x003 or 0x004 or 0x00D when wasSent:
                    outstanding.Remove(key);
                    levels.Add((e.Ns, outstanding.Values.Sum(one => (long)one.Size)));
                    if (e.Type == 0x003)
                    {
                        acked.Add((e.Ns, packet.Size, packet.Again ? null : e.Ns - packet.Ns));
                    }

                    break;
            }
        }

        foreach (DerivedSeries series in actual.Series)
        {
            if (series.Missing is not null)
            {
                Assert.Empty(series.Points);
                Assert.True(series.Kind switch
                {
                    DerivedKind.Throughput => !flow.Any(e => e.Type == 0x009 && e.Ns >= (query.Kinds.Any(Follows) ? 0 : fromNs) && e.Ns < toNs),
                    DerivedKind.BytesInFlight => !flow.Any(e => e.Type == 0x009 && e.Ns < toNs),
                    DerivedKind.ReceiveThroughput => !flow.Any(e => e.Type == 0x00A && e.Ns >= (query.Kinds.Any(Follows) ? 0 : fromNs) && e.Ns < toNs),
                    DerivedKind.Goodput => acked.All(one => one.Size == 0),
                    _ => false,
                });
                continue;
            }

            Assert.Equal(count, series.Points.Count);
            for (int bucket = 0; bucket < count; bucket++)
            {
                long start = fromNs + (bucket * actual.BucketNs);
                long end = Math.Min(start + actual.BucketNs, toNs);
                DerivedPoint expected = Expect(series.Kind, start, end);
                DerivedPoint point = series.Points[bucket];
                Assert.Equal((expected.Count, expected.Min, expected.Max), (point.Count, point.Min, point.Max));
                Assert.Equal(expected.Value is null, point.Value is null);
                Assert.Equal(expected.Value ?? 0, point.Value ?? 0, Math.Abs(expected.Value ?? 0) * 1e-12);
            }
        }

        static bool Follows(DerivedKind kind) => kind is DerivedKind.Goodput or DerivedKind.BytesInFlight or DerivedKind.Rtt;

        DerivedPoint Expect(DerivedKind kind, long start, long end)
        {
            ReferenceEvent[] own = [.. flow.Where(e => e.Ns >= start && e.Ns < end)];
            var ownAcked = acked.FindAll(one => one.Ns >= start && one.Ns < end);
            switch (kind)
            {
                case DerivedKind.Throughput or DerivedKind.ReceiveThroughput:
                    ReferenceEvent[] sized = [.. own.Where(e => e.Type == (kind == DerivedKind.Throughput ? 0x009 : 0x00A))];
                    return new DerivedPoint(sized.Sum(e => (long)e.Bits(48, 16)) * 1e9 / (end - start), null, null, sized.Length);
                case DerivedKind.Goodput:
                    return new DerivedPoint(ownAcked.Sum(one => (long)one.Size) * 1e9 / (end - start), null, null, ownAcked.Count);
                case DerivedKind.Rtt:
                    double[] rtts = [.. ownAcked.Where(one => one.Rtt is not null).Select(one => one.Rtt!.Value / 1000.0)];
                    return rtts.Length == 0 ? default : new DerivedPoint(rtts.Average(), rtts.Min(), rtts.Max(), rtts.Length);
                case DerivedKind.LossRate:
                    int lost = own.Count(e => e.Type is 0x004 or 0x00D);
                    int told = lost + own.Count(e => e.Type == 0x003);
                    return told == 0 ? default : new DerivedPoint((double)lost / told, null, null, told);
                default:
                    double before = levels.FindLast(level => level.Ns < start).Bytes;
                    double[] within = [before, .. levels.Where(level => level.Ns >= start && level.Ns < end).Select(level => (double)level.Bytes)];
                    return new DerivedPoint(within[^1], within.Min(), within.Max(), within.Length - 1);
            }
        }
    }
}
