namespace Ojo.Watcher.Tests.Support;

/// <summary>Waits for what other processes do, which cannot be awaited.</summary>
internal static class Waiting
{
    /// <exception cref="OperationCanceledException">It did not happen in two minutes.</exception>
    public static async Task UntilAsync(Func<bool> condition)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (!condition())
        {
            await Task.Delay(1, deadline.Token);
        }
    }
}
