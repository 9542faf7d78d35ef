using Ojo.Format;
using Ojo.Storage.Ingestion;

namespace Ojo.Storage.Tests.Ingestion;

public sealed class EventSliceTests
{
    [Fact]
    public void Events_are_in_order_of_flow_and_time_and_those_of_one_time_in_the_order_of_the_file()
    {
        var random = new Random(1);
        using var slice = new EventSlice(20_000);
        for (int round = 0; round < 50; round++)
        {
            int count = random.Next(20_000);
            bool ordered = random.Next(2) == 0;
            ulong now = 0;
            for (int n = 0; n < count; n++)
            {
                now = ordered ? now + (ulong)(uint)random.Next(2) : (ulong)(uint)random.Next(1000);
                slice.Buffer[n] = new TraceRecord(now, (uint)random.Next(random.Next(1, 300)), random.Next(10) == 0 ? MetaEvent.Extend : 2u, (ulong)(uint)n);
            }

            slice.Sort(count, 0, 1000);

            TraceRecord[] expected = [.. slice.Buffer[..count].ToArray().Where(record => record.EventType == 2).OrderBy(record => (record.FlowId, record.TsDelta))];
            var actual = new List<TraceRecord>();
            for (int flow = 0; flow < slice.FlowIds.Count; flow++)
            {
                foreach (int place in slice.EventsOf(flow))
                {
                    TraceRecord record = slice.Buffer[place];
                    Assert.Equal(slice.FlowIds[flow], record.FlowId);
                    Assert.Equal((long)record.TsDelta * 1000, slice.NsOf(place));
                    actual.Add(record);
                }
            }

            Assert.Equal(expected, actual);
            Assert.Equal(expected.Length, slice.EventCount);
        }
    }

    [Fact]
    public void A_head_has_the_continuations_after_it_and_meta_records_are_kept_apart()
    {
        using var slice = new EventSlice(16);
        TraceRecord[] records =
        [
            new(1, 7, 0x105, 10), new(1, 7, MetaEvent.Extend, 11), new(1, 7, MetaEvent.Extend, 12),
            new(2, 1, MetaEvent.EventsDropped, 5), new(2, 1, MetaEvent.Extend, 1), new(3, 7, 2, 20),
        ];
        records.CopyTo(slice.Buffer);

        slice.Sort(records.Length, 0, 1);

        Assert.Equal([10UL, 11UL, 12UL], slice.RecordsOf(0).ToArray().Select(record => record.Payload));
        Assert.Equal([3], slice.MetaRecords);
        Assert.Equal(2, slice.RecordsOf(3).Length);
        Assert.Equal((2, 1), (slice.EventCount, slice.FlowIds.Count));
    }

    [Theory]
    [InlineData(5UL, 1000, 5000)]
    [InlineData(ulong.MaxValue, 1, long.MaxValue)]
    [InlineData(ulong.MaxValue, 1000, long.MaxValue / 1000 * 1000)]
    [InlineData(1UL << 60, 1000, long.MaxValue / 1000 * 1000)]
    public void Times_stop_at_the_last_one_that_can_be_kept(ulong time, long tickNs, long expected) =>
        Assert.Equal(expected, EventSlice.ToNs(time, tickNs));
}
