using Ojo.Clocks;

namespace Ojo.Runtime.Tests.Clocks;

public sealed class AnchorLineTests
{
    private const long TicksPerSecond = 2_596_120_000;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 20)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void At_each_anchor_the_time_is_the_anchor_s_and_between_them_it_lies_between(int seed)
    {
        Random random = new(seed);
        AnchorLine line = Line(random, 50);
        for (int at = 0; at + 1 < line.Anchors.Count; at++)
        {
            (ClockAnchor from, ClockAnchor to) = (line.Anchors[at], line.Anchors[at + 1]);
            Assert.Equal((ulong)from.Nanoseconds, line.ToNanoseconds(from.Ticks));
            Int128 exact = (Int128)(to.Nanoseconds - from.Nanoseconds) * ((to.Ticks - from.Ticks) / 2) / (to.Ticks - from.Ticks);
            long half = (long)line.ToNanoseconds(from.Ticks + ((to.Ticks - from.Ticks) / 2)) - from.Nanoseconds;
            Assert.InRange(half - (long)exact, -1, 0);
        }

        Assert.Equal((ulong)line.Last.Nanoseconds, line.ToNanoseconds(line.Last.Ticks));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void More_ticks_never_give_less_time_however_the_anchors_come(int seed)
    {
        // As a flusher does it: what is converted before an anchor comes is not later than that.
        Random random = new(seed);
        AnchorLine line = new(new ClockAnchor(1_000_000, 0), TicksPerSecond);
        long ticks = 1_000_000;
        ulong time = 0;
        for (int round = 0; round < 1000; round++)
        {
            line.TryAdd(NextAnchor(random, line.Last));
            line.SetSpeed(random.NextInt64(TicksPerSecond / 2, TicksPerSecond * 2));
            while (ticks < line.Last.Ticks)
            {
                ulong next = line.ToNanoseconds(ticks);
                Assert.True(next >= time, $"{next} ns after {time} ns in round {round}");
                time = next;
                ticks += random.NextInt64(0, (line.Last.Ticks - ticks) / 2 + 2);
            }

            switch (random.Next(4))
            {
                case 0:
                    line.ForgetTheEarliest();
                    break;
                case 1:
                    line.KeepWhatIsInUse();
                    break;
            }
        }
    }

    [Fact]
    public void An_anchor_changes_nothing_about_what_is_before_the_last_one()
    {
        Random random = new(7);
        AnchorLine line = Line(random, 10);
        long[] ticks = [.. Enumerable.Range(0, 100).Select(_ => random.NextInt64(line.Anchors[0].Ticks, line.Last.Ticks))];
        ulong[] before = [.. ticks.Select(line.ToNanoseconds)];
        line.KeepWhatIsInUse();

        // Also when there are so many that some have to go.
        for (int n = 0; n < 10 * AnchorLine.MostAnchors; n++)
        {
            line.TryAdd(NextAnchor(random, line.Last));
        }

        Assert.InRange(line.Anchors.Count, AnchorLine.MostAnchors / 2, AnchorLine.MostAnchors);
        Assert.Equal(before, ticks.Select(line.ToNanoseconds));
    }

    [Fact]
    public void Where_all_anchors_are_in_use_the_earliest_goes()
    {
        AnchorLine line = Line(new Random(1), AnchorLine.MostAnchors);
        ClockAnchor[] before = [.. line.Anchors];
        line.KeepWhatIsInUse();
        line.TryAdd(new ClockAnchor(line.Last.Ticks + 10, line.Last.Nanoseconds + 10));
        Assert.Equal(before[1..], line.Anchors.Take(AnchorLine.MostAnchors - 1));
        Assert.Equal(AnchorLine.MostAnchors, line.Anchors.Count);
    }

    [Fact]
    public void Beyond_the_anchors_the_speed_holds()
    {
        AnchorLine line = new([new ClockAnchor(1000, 500), new ClockAnchor(2000, 1500)], 2_000_000_000);
        Assert.Equal(1500ul + 50, line.ToNanoseconds(2100));
        Assert.Equal(500ul - 50, line.ToNanoseconds(900));
        Assert.Equal(0ul, line.ToNanoseconds(-100_000));
    }

    [Fact]
    public void An_anchor_that_goes_back_in_ticks_is_left_out_and_one_that_goes_back_in_time_stands_still()
    {
        AnchorLine line = new(new ClockAnchor(1000, 500), 1_000_000_000);
        Assert.False(line.TryAdd(new ClockAnchor(1000, 600)));
        Assert.False(line.TryAdd(new ClockAnchor(999, 600)));
        Assert.True(line.TryAdd(new ClockAnchor(1100, 400)));
        Assert.Equal(new ClockAnchor(1100, 500), line.Last);
    }

    [Fact]
    public void The_wildest_ticks_overflow_nothing()
    {
        AnchorLine slow = new([new ClockAnchor(0, 0), new ClockAnchor(1, long.MaxValue / 2)], 1);
        ulong last = 0;
        foreach (long ticks in (long[])[long.MinValue, -1, 0, 1, 2, 1L << 40, EventClock.AfterCounter, long.MaxValue])
        {
            Assert.True(slow.ToNanoseconds(ticks) >= last);
            last = slow.ToNanoseconds(ticks);
        }
    }

    [Theory]
    [InlineData(TraceResolution.Microseconds, 1)]
    [InlineData(TraceResolution.Nanoseconds, 1234)]
    public void A_timeline_is_in_the_run_s_unit(TraceResolution resolution, ulong expected) =>
        Assert.Equal(expected, new Timeline(resolution, new AnchorLine(new ClockAnchor(1000, 0), 1_000_000_000)).ToUnits(2234));

    private static AnchorLine Line(Random random, int anchors)
    {
        AnchorLine line = new(new ClockAnchor(random.NextInt64(1L << 60), 0), TicksPerSecond);
        while (line.Anchors.Count < anchors)
        {
            line.TryAdd(NextAnchor(random, line.Last));
        }

        return line;
    }

    /// <summary>From a tick to about an hour later, at any speed.</summary>
    private static ClockAnchor NextAnchor(Random random, ClockAnchor last)
    {
        long ticks = 1 + (random.NextInt64(1L << 43) >> random.Next(43));
        long nanoseconds = (long)(ticks / 2.59612 * (random.Next(10) == 0 ? random.NextDouble() * 3 : 1 + (random.NextDouble() / 1000)));
        return new ClockAnchor(last.Ticks + ticks, last.Nanoseconds + nanoseconds);
    }
}
