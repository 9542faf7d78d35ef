using Ojo.Explorer.Faults;

namespace Ojo.Explorer.Tests.Faults;

public sealed class SuggestionTests
{
    private static readonly string[] s_known = ["PACKET_SENT", "PACKET_LOST", "CWND_UPDATED", "limit"];

    [Theory]
    [InlineData("PACKET_LOSST", "PACKET_LOST")]
    [InlineData("packet_sen", "PACKET_SENT")]
    [InlineData("PACKET_LSOT", "PACKET_LOST")]
    [InlineData("CWND_UPDATE", "CWND_UPDATED")]
    [InlineData("limt", "limit")]
    [InlineData("Limits", "limit")]
    public void A_mistyped_name_finds_the_one_that_was_meant(string typed, string meant) =>
        Assert.Equal(meant, Suggestion.For(typed, s_known));

    [Theory]
    [InlineData("HANDSHAKE_DONE")]
    [InlineData("x")]
    [InlineData("")]
    public void A_name_that_is_close_to_nothing_finds_nothing(string typed) =>
        Assert.Null(Suggestion.For(typed, s_known));

    [Fact]
    public void An_endless_name_is_not_compared_at_all() =>
        Assert.Null(Suggestion.For(new string('a', 1_000_000), [new string('a', 999_999)]));

    [Fact]
    public void Two_neighbouring_letters_swapped_are_one_difference() =>
        Assert.Equal("ab", Suggestion.For("ba", ["xyz", "ab"]));
}
