using Transfer.Demo;

namespace Transfer.Tests.Demo;

public sealed class QuantityTests
{
    [Theory]
    [InlineData("10s", 10_000)]
    [InlineData("500ms", 500)]
    [InlineData("1.5 s", 1_500)]
    [InlineData("2m", 120_000)]
    [InlineData("0ms", 0)]
    [InlineData("24H", 86_400_000)]
    public void A_time_has_a_number_and_a_unit(string text, double milliseconds)
    {
        Assert.True(Quantity.TryParseDuration(text, out TimeSpan duration));
        Assert.Equal(milliseconds, duration.TotalMilliseconds);
    }

    [Theory]
    [InlineData("2%", 0.02)]
    [InlineData("0.5%", 0.005)]
    [InlineData("0", 0)]
    [InlineData("0.02", 0.02)]
    [InlineData("100%", 1)]
    public void A_share_is_a_percentage_or_a_number_up_to_one(string text, double share)
    {
        Assert.True(Quantity.TryParseShare(text, out double read));
        Assert.Equal(share, read, 12);
    }

    [Theory]
    [InlineData("50mbit", 50e6)]
    [InlineData("1.5Gbit", 1.5e9)]
    [InlineData("64 kbit", 64e3)]
    [InlineData("unlimited", double.PositiveInfinity)]
    public void A_rate_is_in_bits_per_second(string text, double rate)
    {
        Assert.True(Quantity.TryParseRate(text, out double read));
        Assert.Equal(rate, read);
    }

    [Theory]
    [InlineData("")]
    [InlineData("s")]
    [InlineData("10")]
    [InlineData("-1s")]
    [InlineData("1e3s")]
    [InlineData("25h")]
    [InlineData("1.2.3s")]
    [InlineData("10 parsecs")]
    public void What_is_no_time_is_refused(string text) => Assert.False(Quantity.TryParseDuration(text, out _));

    [Theory]
    [InlineData("101%")]
    [InlineData("2")]
    [InlineData("-1%")]
    [InlineData("NaN")]
    [InlineData("%")]
    public void What_is_no_share_is_refused(string text) => Assert.False(Quantity.TryParseShare(text, out _));

    [Theory]
    [InlineData("50")]
    [InlineData("999bit")]
    [InlineData("fast")]
    [InlineData("50mbps")]
    public void What_is_no_rate_is_refused(string text) => Assert.False(Quantity.TryParseRate(text, out _));
}
