using Transfer.Links;

namespace Transfer.Tests.Links;

public sealed class LinkDirectionTests
{
    private static readonly TimeSpan s_delay = TimeSpan.FromMilliseconds(20);

    [Fact]
    public void A_datagram_arrives_after_its_transmission_and_the_delay()
    {
        LinkDirection link = new(new LinkSettings { Delay = s_delay, Bandwidth = 8_000_000 }, seed: 1);

        Assert.Equal(LinkVerdict.Delivered, link.Admit(1000, TimeSpan.Zero, out TimeSpan first));
        Assert.Equal(LinkVerdict.Delivered, link.Admit(1000, TimeSpan.Zero, out TimeSpan second));

        Assert.Equal(TimeSpan.FromMilliseconds(21), first);
        Assert.Equal(TimeSpan.FromMilliseconds(22), second);
    }

    [Fact]
    public void Without_a_bandwidth_there_is_no_queue()
    {
        LinkDirection link = new(new LinkSettings { Delay = s_delay, QueueSize = 1200 }, seed: 1);
        for (int i = 0; i < 1000; i++)
        {
            Assert.Equal(LinkVerdict.Delivered, link.Admit(1200, TimeSpan.Zero, out TimeSpan at));
            Assert.Equal(s_delay, at);
        }
    }

    [Fact]
    public void What_finds_the_queue_full_is_dropped_and_the_queue_drains_at_the_bandwidth()
    {
        LinkDirection link = new(new LinkSettings { Delay = s_delay, Bandwidth = 8_000_000, QueueSize = 5_000 }, seed: 1);
        int admitted = 0;
        while (link.Admit(1000, TimeSpan.Zero, out _) != LinkVerdict.QueueFull)
        {
            admitted++;
        }

        Assert.Equal(5, admitted);
        Assert.Equal(5_000, link.QueuedBytes(TimeSpan.Zero));
        Assert.Equal(2_000, link.QueuedBytes(TimeSpan.FromMilliseconds(3)));
        Assert.Equal(LinkVerdict.Delivered, link.Admit(1000, TimeSpan.FromMilliseconds(3), out _));
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.02)]
    [InlineData(0.2)]
    [InlineData(1.0)]
    public void As_many_are_lost_as_asked_for(double loss)
    {
        LinkDirection link = new(new LinkSettings { Loss = loss }, seed: 42);

        int lost = Enumerable.Range(0, 100_000).Count(_ => link.Admit(1200, TimeSpan.Zero, out TimeSpan _) == LinkVerdict.Lost);

        // Four standard deviations either way; the seed makes it one and the same number each time.
        double deviation = Math.Sqrt(100_000 * loss * (1 - loss));
        Assert.InRange(lost, (100_000 * loss) - (4 * deviation), (100_000 * loss) + (4 * deviation));
    }

    [Fact]
    public void A_datagram_that_is_held_up_is_overtaken()
    {
        LinkDirection link = new(new LinkSettings { Delay = s_delay, Reorder = 0.1 }, seed: 3);
        int overtaken = 0;
        TimeSpan latest = TimeSpan.Zero;
        for (int i = 0; i < 1000; i++)
        {
            LinkVerdict verdict = link.Admit(1200, TimeSpan.FromMilliseconds(i), out TimeSpan at);
            Assert.True(verdict is LinkVerdict.Delivered or LinkVerdict.HeldUp);
            overtaken += at < latest ? 1 : 0;
            latest = at > latest ? at : latest;
        }

        Assert.InRange(overtaken, 50, 1000);
    }

    [Fact]
    public void The_same_seed_decides_the_same_and_another_does_not()
    {
        Assert.Equal(Decisions(5), Decisions(5));
        Assert.NotEqual(Decisions(5), Decisions(6));

        static LinkVerdict[] Decisions(int seed)
        {
            LinkDirection link = new(new LinkSettings { Loss = 0.3, Reorder = 0.3 }, seed);
            return [.. Enumerable.Range(0, 200).Select(_ => link.Admit(1200, TimeSpan.Zero, out TimeSpan _))];
        }
    }
}
