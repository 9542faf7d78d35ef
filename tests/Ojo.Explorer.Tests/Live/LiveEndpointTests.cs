using System.Text.Json;
using Ojo.Explorer.Tests.Support;
using Ojo.Storage;

namespace Ojo.Explorer.Tests.Live;

public sealed class LiveEndpointTests
{
    [Fact]
    public async Task Who_connects_is_told_at_once_and_again_after_each_change()
    {
        long events = 100;
        FakeStore store = new() { Statistics = () => SampleStore.Statistics with { Events = Interlocked.Read(ref events) } };
        await using RunningExplorer explorer = await RunningExplorer.StartAsync(store);
        await using LiveReader live = await LiveReader.OpenAsync(explorer);

        JsonElement first = await live.NextAsync("change");
        Interlocked.Exchange(ref events, 250);
        store.Change();
        JsonElement second = await live.NextAsync("change");

        Assert.Equal(100, first.GetProperty("events").GetInt64());
        Assert.Equal("1767225612400000000", first.GetProperty("lastNs").GetString());
        Assert.Equal(250, second.GetProperty("events").GetInt64());
        Assert.NotEqual(first.GetProperty("version").GetString(), second.GetProperty("version").GetString());
    }

    [Fact]
    public async Task Many_changes_at_once_are_told_as_one()
    {
        int asked = 0;
        FakeStore store = new() { Statistics = () => SampleStore.Statistics with { Files = Interlocked.Increment(ref asked) } };
        await using RunningExplorer explorer = await RunningExplorer.StartAsync(store);
        await using LiveReader live = await LiveReader.OpenAsync(explorer);
        await live.NextAsync("change");

        for (int i = 0; i < 10_000; i++)
        {
            store.Change();
        }

        // However the changes fell between the looks, two looks have them all.
        JsonElement next = await live.NextAsync("change");
        if (!next.GetProperty("version").GetString()!.EndsWith("-10001", StringComparison.Ordinal))
        {
            next = await live.NextAsync("change");
        }

        Assert.EndsWith("-10001", next.GetProperty("version").GetString(), StringComparison.Ordinal);
        Assert.InRange(asked, 2, 3);
    }

    [Fact]
    public async Task The_version_of_the_stream_is_that_of_the_entity_tags()
    {
        FakeStore store = new();
        await using RunningExplorer explorer = await RunningExplorer.StartAsync(store);
        await using LiveReader live = await LiveReader.OpenAsync(explorer);
        JsonElement change = await live.NextAsync("change");

        using HttpResponseMessage stats = await explorer.Client.GetAsync(new Uri("/api/stats", UriKind.Relative));

        Assert.Equal($"W/\"{change.GetProperty("version").GetString()}\"", stats.Headers.ETag!.ToString());
    }

    [Fact]
    public async Task Ten_listeners_cost_one_look()
    {
        int looks = 0;
        FakeStore store = new() { Statistics = () => { Interlocked.Increment(ref looks); return SampleStore.Statistics; } };
        await using RunningExplorer explorer = await RunningExplorer.StartAsync(store);
        List<LiveReader> readers = [];
        for (int i = 0; i < 10; i++)
        {
            readers.Add(await LiveReader.OpenAsync(explorer));
            await readers[i].NextAsync("change");
        }

        store.Change();
        foreach (LiveReader reader in readers)
        {
            await reader.NextAsync("change");
            await reader.DisposeAsync();
        }

        Assert.Equal(2, looks);
    }

    [Fact]
    public async Task While_there_is_no_store_the_stream_says_what_it_waits_for()
    {
        FakeStore store = new();
        bool there = false;
        await using RunningExplorer explorer = await RunningExplorer.StartAsync(store, o => o with
        {
            OpenStore = () => Volatile.Read(ref there) ? store : throw new StoreUnavailableException("Waiting for traces.db."),
        });
        await using LiveReader live = await LiveReader.OpenAsync(explorer);

        JsonElement waiting = await live.NextAsync("waiting");
        Volatile.Write(ref there, true);
        JsonElement change = await live.NextAsync("change");

        Assert.Equal("Waiting for traces.db.", waiting.GetProperty("detail").GetString());
        Assert.Equal(184_201, change.GetProperty("events").GetInt64());
    }

    [Fact]
    public async Task A_look_that_fails_is_not_the_last()
    {
        int looks = 0;
        FakeStore store = new()
        {
            Statistics = () => Interlocked.Increment(ref looks) == 1 ? throw new InvalidOperationException("once") : SampleStore.Statistics,
        };
        await using RunningExplorer explorer = await RunningExplorer.StartAsync(store);
        await using LiveReader live = await LiveReader.OpenAsync(explorer);

        await live.NextAsync("change");

        Assert.Equal(2, looks);
    }

    [Fact]
    public async Task The_stream_ends_when_the_server_does()
    {
        RunningExplorer explorer = await RunningExplorer.StartAsync(new FakeStore());
        await using LiveReader live = await LiveReader.OpenAsync(explorer);
        await live.NextAsync("change");

        Task stopped = explorer.DisposeAsync().AsTask();

        Assert.True(await live.HasEndedAsync());
        await stopped;
    }

    [Fact]
    public async Task More_listeners_than_can_be_served_are_turned_away()
    {
        await using RunningExplorer explorer = await RunningExplorer.StartAsync(new FakeStore());
        List<LiveReader> readers = [];
        for (int i = 0; i < 64; i++)
        {
            readers.Add(await LiveReader.OpenAsync(explorer));
        }

        JsonElement problem = await explorer.GetProblemAsync(503, "/api/live");
        foreach (LiveReader reader in readers)
        {
            await reader.DisposeAsync();
        }

        Assert.Equal("urn:ojo:problem:busy", problem.GetProperty("type").GetString());

        // The server notices that they have left, and there is room again.
        HttpResponseMessage answer;
        do
        {
            answer = await explorer.Client.GetAsync(new Uri("/api/live", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
            answer.Dispose();
        }
        while (!answer.IsSuccessStatusCode);
    }
}
