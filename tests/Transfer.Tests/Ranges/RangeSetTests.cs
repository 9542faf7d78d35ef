using Transfer.Ranges;

namespace Transfer.Tests.Ranges;

public sealed class RangeSetTests
{
    [Fact]
    public void Neighbours_become_one_range_in_whatever_order_they_come()
    {
        RangeSet set = new();

        set.Add(10, 20);
        set.Add(30, 40);
        set.Add(20, 30);

        Assert.Equal([new NumberRange(10, 40)], set.Ranges.ToArray());
    }

    [Fact]
    public void Adding_says_how_much_is_new()
    {
        RangeSet set = new();

        Assert.Equal(10UL, set.Add(10, 20));
        Assert.Equal(5UL, set.Add(15, 25));
        Assert.Equal(0UL, set.Add(12, 18));
        Assert.Equal(15UL, set.Add(0, 30));
        Assert.Equal(0UL, set.Add(7, 7));
    }

    [Fact]
    public void What_is_missing_is_what_the_ranges_leave_out()
    {
        RangeSet set = new();
        set.Add(10, 20);
        set.Add(30, 40);

        Assert.Equal([new(5, 10), new(20, 30), new(40, 45)], set.Missing(new(5, 45)));
        Assert.Equal([new(22, 24)], set.Missing(new(22, 24)));
        Assert.Empty(set.Missing(new(11, 19)));
        Assert.Equal([new(20, 25)], set.Missing(new(15, 25)));
    }

    [Fact]
    public void The_lowest_ranges_are_forgotten_first()
    {
        RangeSet set = new();
        for (ulong i = 0; i < 10; i++)
        {
            set.Add(i * 2);
        }

        set.KeepHighest(3);

        Assert.Equal([14UL, 16UL, 18UL], set.Ranges.ToArray().Select(static range => range.Start));
    }

    [Fact]
    public void It_is_the_set_that_a_plain_set_is()
    {
        Random random = new(1);
        for (int round = 0; round < 200; round++)
        {
            RangeSet set = new();
            HashSet<ulong> plain = [];
            for (int i = 0; i < 40; i++)
            {
                ulong start = (ulong)random.Next(100);
                ulong end = start + (ulong)random.Next(12);
                ulong fresh = 0;
                for (ulong number = start; number < end; number++)
                {
                    fresh += plain.Add(number) ? 1UL : 0;
                }

                Assert.Equal(fresh, set.Add(start, end));
            }

            for (ulong number = 0; number < 120; number++)
            {
                Assert.Equal(plain.Contains(number), set.Contains(number));
            }

            IEnumerable<ulong> missing = set.Missing(new(0, 120)).SelectMany(static gap => Enumerable.Range((int)gap.Start, (int)gap.Length)).Select(static n => (ulong)n);
            Assert.Equal(Enumerable.Range(0, 120).Select(static n => (ulong)n).Where(n => !plain.Contains(n)), missing);
        }
    }
}
