using Microsoft.Extensions.Logging.Abstractions;
using Ojo.Explorer.Live;
using Ojo.Explorer.Stores;
using Ojo.Explorer.Tests.Support;

namespace Ojo.Explorer.Tests.Live;

public sealed class LiveFeedTests
{
    [Fact]
    public async Task A_listener_after_a_silence_gets_a_look_of_its_own()
    {
        FakeStore store = new();
        using StoreSource source = new("traces.db", () => store, static () => true);
        using LiveFeed feed = new(source, TimeProvider.System, NullLogger<LiveFeed>.Instance);
        LiveState before;
        using (LiveListener listener = feed.TryListen(1)!)
        {
            before = await listener.NextAsync(TestContext.Current.CancellationToken);
        }

        // The version is the same: a look that went on while nobody listened would keep the old numbers.
        store.Statistics = static () => SampleStore.Statistics with { Events = 5 };
        using LiveListener next = feed.TryListen(1)!;
        LiveState after = await next.NextAsync(TestContext.Current.CancellationToken);

        Assert.Equal(184_201, before.Change!.Events);
        Assert.Equal(5, after.Change!.Events);
    }

    [Fact]
    public void A_place_is_free_again_once_a_listener_has_left_and_left_once()
    {
        using StoreSource source = new("traces.db", static () => new FakeStore(), static () => true);
        using LiveFeed feed = new(source, TimeProvider.System, NullLogger<LiveFeed>.Instance);
        LiveListener first = feed.TryListen(1)!;

        Assert.Null(feed.TryListen(1));
        first.Dispose();
        first.Dispose();
        using LiveListener second = feed.TryListen(1)!;
        Assert.Null(feed.TryListen(1));
    }

    [Fact]
    public async Task Waiting_is_told_once_and_not_at_every_look()
    {
        int looks = 0;
        TaskCompletionSource looked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using StoreSource source = new("traces.db", static () => new FakeStore(), () =>
        {
            if (Interlocked.Increment(ref looks) == 3)
            {
                looked.SetResult();
            }

            return false;
        });
        using LiveFeed feed = new(source, TimeProvider.System, NullLogger<LiveFeed>.Instance);
        using LiveListener listener = feed.TryListen(1)!;

        LiveState waiting = await listener.NextAsync(TestContext.Current.CancellationToken);
        Task<LiveState> next = listener.NextAsync(TestContext.Current.CancellationToken);
        await looked.Task;

        Assert.StartsWith("Waiting for traces.db", waiting.Waiting!.Detail, StringComparison.Ordinal);
        Assert.False(next.IsCompleted);
    }
}
