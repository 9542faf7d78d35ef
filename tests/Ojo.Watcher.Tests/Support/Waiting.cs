namespace Ojo.Watcher.Tests.Support;

/// <summary>Waits for what other processes do, which cannot be awaited.</summary>
internal static class Waiting
{
    /// <exception cref="OperationCanceledException">It did not happen in that time, two minutes unless said otherwise.</exception>
    public static async Task UntilAsync(Func<bool> condition, TimeSpan? atMost = null)
    {
        using var deadline = new CancellationTokenSource(atMost ?? TimeSpan.FromMinutes(2));
        while (!condition())
        {
            await Task.Delay(5, deadline.Token);
        }
    }
}
