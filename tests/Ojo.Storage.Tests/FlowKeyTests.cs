namespace Ojo.Storage.Tests;

public sealed class FlowKeyTests
{
    [Theory]
    [InlineData("3-7", 3, 7)]
    [InlineData("1-18446744073709551615", 1, ulong.MaxValue)]
    public void A_flow_is_read_as_it_is_written(string text, long run, ulong flow)
    {
        Assert.True(FlowKey.TryParse(text, out FlowKey key));
        Assert.Equal(new FlowKey(run, flow), key);
        Assert.Equal(text, key.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("7")]
    [InlineData("-7")]
    [InlineData("3-")]
    [InlineData("3--7")]
    [InlineData("3-7 ")]
    [InlineData("0x3-7")]
    [InlineData("3-18446744073709551616")]
    public void Anything_else_is_not_a_flow(string? text) => Assert.False(FlowKey.TryParse(text, out _));
}
