using System.Text.Json;
using Ojo.Explorer.Tests.Support;
using Ojo.Storage;
using Ojo.Storage.Queries;

namespace Ojo.Explorer.Tests.Endpoints;

/// <summary>What happens when the store cannot, will not or does not answer.</summary>
public sealed class StoreFaultTests
{
    [Fact]
    public async Task A_query_that_the_store_refuses_is_the_clients_fault()
    {
        FakeStore store = new() { Events = static (_, _) => throw new StoreQueryException("reason is an enum: compare it with one of timeout, tail.") };
        await using RunningExplorer explorer = await RunningExplorer.StartAsync(store);

        JsonElement problem = await explorer.GetProblemAsync(400, "/api/events?where=reason=9x");

        Assert.Equal("urn:ojo:problem:bad-query", problem.GetProperty("type").GetString());
        Assert.Equal("reason is an enum: compare it with one of timeout, tail.", problem.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task A_fault_of_the_explorers_own_tells_nothing_of_its_insides()
    {
        FakeStore store = new() { Statistics = static () => throw new InvalidOperationException("secret at /home/somebody/traces.db") };
        await using RunningExplorer explorer = await RunningExplorer.StartAsync(store);

        JsonElement problem = await explorer.GetProblemAsync(500, "/api/stats");

        Assert.Equal("urn:ojo:problem:internal", problem.GetProperty("type").GetString());
        Assert.NotEqual("", problem.GetProperty("traceId").GetString());
        Assert.DoesNotContain("secret", problem.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain("/home", problem.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", problem.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_that_becomes_unreadable_is_opened_again()
    {
        FakeStore broken = new() { Statistics = static () => throw new StoreUnavailableException("traces.db is locked.") };
        FakeStore mended = new();
        Queue<FakeStore> stores = new([broken, mended]);
        await using RunningExplorer explorer = await RunningExplorer.StartAsync(broken, o => o with { OpenStore = stores.Dequeue });

        JsonElement problem = await explorer.GetProblemAsync(503, "/api/stats");
        Assert.Equal("urn:ojo:problem:store-unavailable", problem.GetProperty("type").GetString());
        Assert.Equal("traces.db is locked.", problem.GetProperty("detail").GetString());

        JsonElement stats = await explorer.GetAsync("/api/stats");
        Assert.Equal(184_201, stats.GetProperty("events").GetInt64());
        Assert.True(broken.IsDisposed);
        Assert.False(mended.IsDisposed);
    }

    [Fact]
    public async Task A_query_that_takes_too_long_is_stopped_and_says_what_to_narrow()
    {
        TaskCompletionSource stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
        FakeStore store = new()
        {
            Events = (_, cancellation) =>
            {
                cancellation.WaitHandle.WaitOne();
                stopped.SetResult();
                throw new OperationCanceledException(cancellation);
            },
        };
        await using RunningExplorer explorer = await RunningExplorer.StartAsync(store, o => o with { QueryTimeout = TimeSpan.FromMilliseconds(200) });

        JsonElement problem = await explorer.GetProblemAsync(503, "/api/events");

        Assert.Equal("urn:ojo:problem:too-slow", problem.GetProperty("type").GetString());
        Assert.StartsWith("The query was stopped after 0.2 s. Narrow", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        await stopped.Task;
    }

    [Fact]
    public async Task A_query_that_does_not_notice_keeps_nobody_waiting()
    {
        using ManualResetEventSlim release = new();
        FakeStore store = new() { Events = (_, _) => { release.Wait(CancellationToken.None); return new EventPage([], null); } };
        await using RunningExplorer explorer = await RunningExplorer.StartAsync(store, o => o with { QueryTimeout = TimeSpan.FromMilliseconds(200) });

        await explorer.GetProblemAsync(503, "/api/events");

        Assert.False(store.IsDisposed);
        release.Set();
    }

    [Fact]
    public async Task A_query_whose_client_has_left_is_stopped()
    {
        TaskCompletionSource running = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
        FakeStore store = new()
        {
            Events = (_, cancellation) =>
            {
                running.SetResult();
                cancellation.WaitHandle.WaitOne();
                stopped.SetResult();
                throw new OperationCanceledException(cancellation);
            },
        };
        await using RunningExplorer explorer = await RunningExplorer.StartAsync(store);
        using CancellationTokenSource leave = new();

        Task<HttpResponseMessage> request = explorer.Client.GetAsync(new Uri("/api/events", UriKind.Relative), leave.Token);
        await running.Task;
        await leave.CancelAsync();

        await stopped.Task;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);
        await explorer.GetAsync("/api/stats");
    }

    [Fact]
    public async Task More_queries_than_can_wait_are_turned_away_and_the_others_answered()
    {
        using ManualResetEventSlim release = new();
        FakeStore store = new() { Events = (_, _) => { release.Wait(CancellationToken.None); return new EventPage([], null); } };
        await using RunningExplorer explorer = await RunningExplorer.StartAsync(store, o => o with { QueryTimeout = TimeSpan.FromMinutes(1) });

        // 8 threads at most and 256 in the queue: of 400 some must be refused, and a refusal comes at once.
        List<Task<HttpResponseMessage>> requests =
            [.. Enumerable.Range(0, 400).Select(_ => explorer.Client.GetAsync(new Uri("/api/events", UriKind.Relative)))];
        HttpResponseMessage first = await await Task.WhenAny(requests);
        JsonElement problem = await RunningExplorer.ProblemAsync(503, first);
        release.Set();
        HttpResponseMessage[] responses = await Task.WhenAll(requests);

        Assert.Equal("urn:ojo:problem:busy", problem.GetProperty("type").GetString());
        Assert.NotNull(first.Headers.RetryAfter);
        Assert.InRange(responses.Count(static r => (int)r.StatusCode == 200), 256, 399);
        Assert.Equal(400, responses.Count(static r => (int)r.StatusCode is 200 or 503));
        foreach (HttpResponseMessage response in responses)
        {
            response.Dispose();
        }
    }
}
