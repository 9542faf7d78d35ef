using Ojo.Filtering;

namespace Ojo.Runtime.Tests.Filtering;

public sealed class EventFilterTests
{
    [Fact]
    public void An_empty_filter_lets_everything_through()
    {
        EventFilter filter = EventFilter.Parse("  ");
        Assert.True(filter.Allows("Anything", EventLevel.Trace));
    }

    [Theory]
    [InlineData("Packet", EventLevel.Trace, false)]
    [InlineData("Packet", EventLevel.Debug, true)]
    [InlineData("packet", EventLevel.Error, true)]
    [InlineData("CongestionControl", EventLevel.Error, false)]
    [InlineData("Stream", EventLevel.Debug, false)]
    [InlineData("Stream", EventLevel.Info, true)]
    public void Levels_hold_for_their_category_and_the_star_for_the_others(string category, EventLevel level, bool allowed) =>
        Assert.Equal(allowed, EventFilter.Parse(" Packet : debug, CongestionControl:OFF ,*:info,").Allows(category, level));

    [Fact]
    public void Without_a_star_the_categories_that_are_not_named_are_recorded() =>
        Assert.True(EventFilter.Parse("Packet:off").Allows("Stream", EventLevel.Trace));

    [Fact]
    public void A_category_may_have_colons_and_dots() =>
        Assert.False(EventFilter.Parse("System.Net:Http:error").Allows("System.Net:Http", EventLevel.Warning));

    [Theory]
    [InlineData("Packet", "\"Packet\"")]
    [InlineData("Packet:", "\"Packet:\"")]
    [InlineData(":info", "\":info\"")]
    [InlineData("Packet:loud", "\"Packet:loud\"")]
    [InlineData("Packet:2", "\"Packet:2\"")]
    [InlineData("Stream:info,Packet:info,packet:off", "\"packet\" twice")]
    public void A_wrong_part_is_named(string text, string named)
    {
        FormatException thrown = Assert.Throws<FormatException>(() => EventFilter.Parse(text));
        Assert.Contains(named, thrown.Message, StringComparison.Ordinal);
    }
}
