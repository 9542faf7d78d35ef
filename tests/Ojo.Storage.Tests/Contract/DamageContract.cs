using Ojo.Format;
using Ojo.Storage.Queries;
using Ojo.Storage.Tests.Support;

namespace Ojo.Storage.Tests.Contract;

/// <summary>Damaged files: each is stored as what it says or refused with a reason, and none harms the store.</summary>
public abstract class DamageContract : StoreContract
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Damaged_files_are_stored_or_refused_and_the_store_stays_whole(int seed)
    {
        var random = new Random(seed);
        byte[] sound = new TraceFileBuilder()
            .AddText(0, 1, MetaEvent.StringDefine, "a string of some length"u8)
            .Add(1, 7, 0x105, 1, 2, 3).Add(2, 7, 0x002, 5).AddText(2, 7, MetaEvent.Text, "text"u8)
            .Add(3, 8, 0x101, 7).Add(4, 1, MetaEvent.EventsDropped, 9, 2).Add(5, 0, MetaEvent.ClockSync, Start).Add(6, 9, 0x7000_0000, 1)
            .ToBytes();
        long events = 0;
        long files = 0;
        int refused = 0;
        for (int n = 0; n < 400; n++)
        {
            byte[] damaged = [.. sound];
            for (int flips = random.Next(1, 4); flips > 0; flips--)
            {
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            }

            if (random.Next(4) == 0)
            {
                damaged = damaged[..random.Next(damaged.Length)];
            }

            string path = Path.Combine(Directory, $"{n}.bin");
            File.WriteAllBytes(path, damaged);
            try
            {
                events += Writer.Ingest(path).Events;
                files++;
            }
            catch (TraceFormatException refusal)
            {
                Assert.NotEmpty(refusal.Message);
                refused++;
            }
        }

        StoreStatistics statistics = Reader.GetStatistics();
        Assert.Equal((events, files), (statistics.Events, statistics.Files));
        Assert.Equal(events, statistics.Types.Sum(type => type.Count));
        Assert.Equal(events, AllEvents(new EventQuery { Limit = 1000 }).Count);
        Assert.InRange(refused, 50, 350);
        foreach (FlowRow flow in Reader.GetFlows(new FlowQuery { Limit = 1000 }).Flows)
        {
            Assert.Equal(flow.Events, AllEvents(new EventQuery { Flow = flow.Flow }).Count);
            Reader.GetSeries(new SeriesQuery { Flow = flow.Flow, Selectors = ["PACKET_SENT.packet_number"] });
            Reader.GetFlow(flow.Flow);
        }
    }
}
