using Ojo.Storage.Shards;

namespace Ojo.Storage.Tests.Shards;

public sealed class ShardSpanTests
{
    [Theory]
    [InlineData("day", "day")]
    [InlineData("HOUR", "hour")]
    [InlineData("4GiB", "4294967296B")]
    [InlineData("1.5 MB", "1500000B")]
    public void A_span_is_read_as_it_is_written(string text, string expected)
    {
        Assert.True(ShardSpan.TryParse(text, out ShardSpan span));
        Assert.Equal(expected, span.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("week")]
    [InlineData("0GiB")]
    [InlineData("-1GB")]
    [InlineData("1e30TB")]
    [InlineData("99999999999TB")]
    [InlineData("4")]
    public void What_is_no_span_is_none(string? text) => Assert.False(ShardSpan.TryParse(text, out _));
}
