using Transfer.FlowControl;

namespace Transfer.Tests.FlowControl;

public sealed class FlowControlTests
{
    [Fact]
    public void No_more_is_spent_than_the_limit_allows()
    {
        SendLimit limit = new();
        limit.TryRaise(100);
        limit.Spend(60);

        Assert.Equal(40UL, limit.Available);
        Assert.Throws<ArgumentOutOfRangeException>(() => limit.Spend(41));
    }

    [Fact]
    public void A_lower_limit_that_comes_late_is_ignored()
    {
        SendLimit limit = new();

        Assert.True(limit.TryRaise(100));
        Assert.False(limit.TryRaise(100));
        Assert.False(limit.TryRaise(50));
        Assert.Equal(100UL, limit.Limit);
    }

    [Fact]
    public void A_limit_that_blocks_is_told_once_until_it_has_risen()
    {
        SendLimit limit = new();
        limit.TryRaise(100);

        Assert.True(limit.TryBlock());
        Assert.False(limit.TryBlock());
        limit.TryRaise(200);
        Assert.False(limit.IsBlocking);
        Assert.True(limit.TryBlock());
    }

    [Fact]
    public void What_goes_beyond_the_window_is_refused_and_not_counted()
    {
        ReceiveWindow window = new(100);

        Assert.True(window.TryReceive(80));
        Assert.False(window.TryReceive(21));
        Assert.True(window.TryReceive(20));
        Assert.Equal(100UL, window.Received);
    }

    [Fact]
    public void The_limit_rises_when_half_of_the_window_has_been_read()
    {
        ReceiveWindow window = new(100);
        window.TryReceive(100);

        window.Consume(49);
        Assert.False(window.TryAdvance());

        window.Consume(1);
        Assert.True(window.TryAdvance());
        Assert.Equal(150UL, window.Limit);
        Assert.False(window.TryAdvance());
    }
}
