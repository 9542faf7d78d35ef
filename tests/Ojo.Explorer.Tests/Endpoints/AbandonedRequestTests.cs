using Ojo.Explorer.Tests.Support;

namespace Ojo.Explorer.Tests.Endpoints;

public sealed class AbandonedRequestTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData("/api/events")]
    [InlineData("/api/flows")]
    [InlineData("/api/flows/1-7/events")]
    public async Task A_query_whose_client_has_left_is_stopped(string path)
    {
        TaskCompletionSource begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource<bool> stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
        FakeStore store = new();
        store.Events = (_, cancellation) => throw Wait(cancellation);
        store.Flows = (_, cancellation) => throw Wait(cancellation);
        await using RunningExplorer explorer = await RunningExplorer.StartAsync(store);
        using CancellationTokenSource leaving = new();
        Task<HttpResponseMessage> request = explorer.Client.GetAsync(new Uri(path, UriKind.Relative), leaving.Token);
        await begun.Task.WaitAsync(s_patience);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);
        Assert.True(await stopped.Task.WaitAsync(s_patience), "The query went on to its end.");

        OperationCanceledException Wait(CancellationToken cancellation)
        {
            begun.SetResult();
            // The time limit of queries is no client's leaving: it comes later than this.
            stopped.SetResult(cancellation.WaitHandle.WaitOne(TimeSpan.FromSeconds(5)));
            return new OperationCanceledException(cancellation);
        }
    }
}
