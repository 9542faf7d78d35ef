using Ojo.Clocks;

namespace Ojo.Runtime.Tests.Clocks;

public sealed class TickConversionTests
{
    public static TheoryData<long, long> Ratios => new()
    {
        { 1_000_000_000, 1_000_000 },
        { 1_000_000_000, 1_000_000_000 },
        { 10_000_000, 1_000_000 },
        { 10_000_000, 1_000_000_000 },
        { 24_000_000, 1_000_000 },
        { 24_000_000, 1_000_000_000 },
        { 2_799_927_123, 1_000_000_000 },
        { 3_579_545, 1_000_000 },
        { 3, 1_000_000_000 },
        { 1_000_000_007, 7 },
    };

    [Theory]
    [MemberData(nameof(Ratios))]
    public void Every_result_is_the_exact_quotient_rounded_down(long frequency, long units)
    {
        const long Start = 123_456_789;
        TickConversion conversion = new(Start, frequency, units);
        Random random = new(1);
        foreach (long elapsed in Samples(random, frequency))
        {
            UInt128 exact = (UInt128)(ulong)elapsed * (ulong)units / (ulong)frequency;
            if (exact <= ulong.MaxValue)
            {
                Assert.Equal((ulong)exact, conversion.ToUnits(Start + elapsed));
            }
        }
    }

    [Fact]
    public void What_is_before_the_start_is_at_the_start() => Assert.Equal(0ul, new TickConversion(100, 1_000_000_000, 1_000_000).ToUnits(99));

    [Fact]
    public void A_frequency_of_nothing_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new TickConversion(0, 0, 1));

    private static IEnumerable<long> Samples(Random random, long frequency)
    {
        for (long n = 0; n < 2000; n++)
        {
            yield return n;
            yield return (n * frequency / 1000) - (n > 0 ? 1 : 0);
            yield return n * frequency / 1000;

            // Up to some three hundred years of nanoseconds, every order of magnitude alike.
            yield return random.NextInt64(long.MaxValue - 200_000_000) >> random.Next(63);
        }
    }
}
