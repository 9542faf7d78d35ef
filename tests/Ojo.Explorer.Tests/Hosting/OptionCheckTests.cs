using Ojo.Explorer.Hosting;

namespace Ojo.Explorer.Tests.Hosting;

public sealed class OptionCheckTests
{
    private static readonly ExplorerOptions s_options = new() { DatabasePath = "traces.db" };

    [Theory]
    [InlineData("127.0.0.1", "http://127.0.0.1:8080")]
    [InlineData("localhost", "http://127.0.0.1:8080")]
    [InlineData("::1", "http://[::1]:8080")]
    [InlineData("127.0.0.9", "http://127.0.0.9:8080")]
    public void A_loopback_address_needs_no_token(string host, string address) =>
        Assert.Equal(address, OptionCheck.Check(s_options with { Host = host }).ToUri().GetLeftPart(UriPartial.Authority));

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("*")]
    [InlineData("::")]
    [InlineData("10.1.2.3")]
    public void Another_address_needs_a_token_or_a_plain_word(string host)
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(() => OptionCheck.Check(s_options with { Host = host }));

        Assert.Contains("--token", exception.Message, StringComparison.Ordinal);
        Assert.Contains("--allow-anonymous", exception.Message, StringComparison.Ordinal);
        Assert.False(OptionCheck.Check(s_options with { Host = host, Token = "t" }).IsLoopback);
        Assert.False(OptionCheck.Check(s_options with { Host = host, AllowAnonymous = true }).IsLoopback);
    }

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("naïve")]
    public void A_token_that_cannot_travel_in_a_header_is_refused(string token) =>
        Assert.Throws<ArgumentException>(() => OptionCheck.Check(s_options with { Token = token }));

    [Theory]
    [InlineData(-1)]
    [InlineData(65536)]
    public void A_port_that_there_is_not_is_refused(int port) =>
        Assert.Throws<ArgumentException>(() => OptionCheck.Check(s_options with { Port = port }));

    [Fact]
    public void A_host_that_is_no_address_is_refused() =>
        Assert.Throws<ArgumentException>(() => OptionCheck.Check(s_options with { Host = "no such host" }));

    [Fact]
    public void A_timeout_of_nothing_is_refused() =>
        Assert.Throws<ArgumentException>(() => OptionCheck.Check(s_options with { QueryTimeout = TimeSpan.Zero }));
}
