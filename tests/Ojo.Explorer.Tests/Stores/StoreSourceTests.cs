using Ojo.Explorer.Stores;
using Ojo.Explorer.Tests.Support;
using Ojo.Storage;

namespace Ojo.Explorer.Tests.Stores;

public sealed class StoreSourceTests
{
    [Fact]
    public void A_store_in_use_is_closed_only_when_the_last_is_done_with_it()
    {
        FakeStore store = new();
        bool there = true;
        using StoreSource source = new("traces.db", () => store, () => there);
        StoreLease first = source.Acquire();
        StoreLease second = source.Acquire();

        there = false;
        Assert.Throws<StoreUnavailableException>(source.Acquire);
        first.Dispose();
        Assert.False(store.IsDisposed);
        second.Dispose();
        Assert.True(store.IsDisposed);
    }

    [Fact]
    public void A_store_given_up_twice_does_not_take_its_successor_with_it()
    {
        Queue<FakeStore> stores = new([new(), new()]);
        using StoreSource source = new("traces.db", stores.Dequeue, static () => true);
        using StoreLease first = source.Acquire();
        first.GiveUp();
        using StoreLease second = source.Acquire();

        first.GiveUp();
        using StoreLease third = source.Acquire();

        Assert.NotSame(first.View, second.View);
        Assert.Same(second.View, third.View);
    }

    [Fact]
    public void Only_the_files_name_is_told() =>
        Assert.Equal("traces.db", new StoreSource(Path.Combine(Path.GetTempPath(), "traces.db"), static () => new FakeStore(), static () => true).Name);

    [Fact]
    public void Two_openings_of_a_store_never_have_the_same_version()
    {
        using StoreView first = new(new FakeStore());
        using StoreView second = new(new FakeStore());

        Assert.NotEqual(first.GetVersion(), second.GetVersion());
        Assert.Equal(first.GetVersion(), first.GetVersion());
    }

    [Fact]
    public void What_is_remembered_is_asked_for_again_when_the_version_changes()
    {
        int asked = 0;
        FakeStore store = new() { Runs = () => { asked++; return [SampleStore.Run]; } };
        using StoreView view = new(store);

        view.GetRuns(default);
        view.GetRuns(default);
        store.Change();
        view.GetRuns(default);

        Assert.Equal(2, asked);
    }
}
