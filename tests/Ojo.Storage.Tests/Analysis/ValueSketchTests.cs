using Ojo.Storage.Analysis;

namespace Ojo.Storage.Tests.Analysis;

public sealed class ValueSketchTests
{
    [Theory]
    [InlineData(1, 1e3)]
    [InlineData(2, 1e-3)]
    [InlineData(3, 1e18)]
    public void Every_rank_is_off_by_at_most_one_part_in_128(int seed, double scale)
    {
        var random = new Random(seed);
        var sketch = new ValueSketch();
        double[] values = [.. Enumerable.Range(0, 20_000).Select(_ => (random.NextDouble() - 0.3) * Math.Exp(random.NextDouble() * 10) * scale)];
        foreach (double value in values)
        {
            sketch.Add(value);
        }

        Array.Sort(values);
        for (int rank = 1; rank <= values.Length; rank += 7)
        {
            Assert.InRange(Math.Abs(sketch.At(rank) - values[rank - 1]), 0, Math.Abs(values[rank - 1]) / 128);
        }
    }

    [Fact]
    public void Two_sketches_are_one_of_all_their_numbers()
    {
        var left = new ValueSketch();
        var right = new ValueSketch();
        var both = new ValueSketch();
        for (int n = -500; n < 500; n++)
        {
            (n % 3 == 0 ? left : right).Add(n * 1.7);
            both.Add(n * 1.7);
        }

        left.Add(right);

        Assert.Equal(Enumerable.Range(1, 1000).Select(rank => both.At(rank)), Enumerable.Range(1, 1000).Select(rank => left.At(rank)));
    }

    [Fact]
    public void More_powers_of_two_than_there_is_room_for_lose_the_smallest_and_no_count()
    {
        var sketch = new ValueSketch();
        for (int exponent = -1000; exponent < 1000; exponent++)
        {
            sketch.Add(Math.ScaleB(1, exponent));
            sketch.Add(-Math.ScaleB(1, exponent));
        }

        Assert.Equal(Math.ScaleB(1, 999), sketch.At(4000), Math.ScaleB(1, 992));
        Assert.Equal(-Math.ScaleB(1, 999), sketch.At(1), Math.ScaleB(1, 992));
        Assert.Equal(0, sketch.At(2000));
        Assert.Equal(Math.ScaleB(1, 950), sketch.At(3951), Math.ScaleB(1, 943));
    }

    [Fact]
    public void Values_are_exact_until_the_budget_is_spent_and_stay_near_after()
    {
        var budget = new SampleBudget(100);
        var samples = new ValueSamples(NumberOrder.Unsigned, budget);
        for (ulong n = 1; n <= 100; n++)
        {
            samples.Add(n * 1000);
        }

        Assert.True(samples.IsExact);
        Assert.Equal(50_000UL, samples.At(50, 1000, 100_000));
        samples.Add(101_000);
        Assert.False(samples.IsExact);
        Assert.InRange(samples.At(50, 1000, 101_000), 49_600UL, 50_400UL);
        Assert.InRange(samples.At(101, 1000, 101_000), 100_200UL, 101_000UL);

        // What one group has given back, another may have.
        var others = new ValueSamples(NumberOrder.Unsigned, budget);
        others.Add(7);
        Assert.True(others.IsExact);
        samples.Take(others);
        Assert.Equal(7UL, samples.At(1, 7, 101_000));
    }
}
