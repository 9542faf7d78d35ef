using Ojo.Format;
using Ojo.Interop.Importing;
using Ojo.Storage;

namespace Ojo.Interop.Tests.Importing;

/// <summary>A store takes one trace file in while the next is made, one call at a time, and no fault is lost.</summary>
public sealed class StoreDestinationTests
{
    private static readonly TraceFileName s_first = TraceFileName.ForTrace(1, 2, 3);
    private static readonly TraceFileName s_second = TraceFileName.ForTrace(1, 2, 4);

    [Fact]
    public async Task A_file_is_taken_in_while_the_next_is_made_and_whatever_comes_then_waits_for_it()
    {
        using SlowStoreWriter writer = new();
        using StoreDestination destination = new(writer);
        List<bool> told = [];
        Make(destination, s_first);
        destination.Take(s_first, told.Add);
        Assert.True(writer.IsBusy.Wait(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken));
        Make(destination, s_second);
        Assert.Empty(told);

        Task next = Task.Run(() => destination.Take(s_second, told.Add), TestContext.Current.CancellationToken);
        await Task.WhenAny(next, Task.Delay(TimeSpan.FromMilliseconds(200), TestContext.Current.CancellationToken));
        bool hasWaited = !next.IsCompleted;
        writer.MayEnd.Release(2);
        await next;
        destination.Finish();
        Assert.True(hasWaited, "The second file waits for the first.");
        Assert.Equal([true, true], told);
        Assert.False(writer.WasUsedTwiceAtOnce);
        Assert.False(File.Exists(destination.PathOf(s_first)) || File.Exists(destination.PathOf(s_second)));
    }

    [Fact]
    public void What_goes_wrong_with_a_file_is_thrown_to_whoever_waits_and_nothing_is_left_behind()
    {
        using SlowStoreWriter writer = new() { Fault = new StoreUnavailableException("The disk is full.") };
        StoreDestination destination = new(writer);
        Make(destination, s_first);
        destination.Take(s_first, static _ => Assert.Fail("It was not taken in."));
        writer.MayEnd.Release();
        Assert.Equal("The disk is full.", Assert.Throws<StoreUnavailableException>(destination.Finish).Message);
        Assert.Throws<StoreUnavailableException>(() => destination.Take(s_second, static _ => { }));
        string directory = Path.GetDirectoryName(destination.PathOf(s_first))!;
        destination.Dispose();
        Assert.False(Directory.Exists(directory));
    }

    private static void Make(StoreDestination destination, TraceFileName name) => File.WriteAllBytes(destination.PathOf(name), []);
}
