using System.Runtime.CompilerServices;

namespace Ojo.Watcher.Tests.Support;

/// <summary>Waits for what other processes do, which cannot be awaited: they tell it by files, or by the store, and nobody rings.</summary>
internal static class Waiting
{
    // Between two looks: as nothing against what is waited for, and enough for the one who is to do it to run.
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(2);

    /// <exception cref="TimeoutException">It did not happen in that time, two minutes unless said otherwise.</exception>
    public static async Task UntilAsync(Func<bool> condition, TimeSpan? atMost = null, [CallerArgumentExpression(nameof(condition))] string what = "")
    {
        TimeSpan patience = atMost ?? TimeSpan.FromMinutes(2);
        using var deadline = new CancellationTokenSource(patience);
        while (!condition())
        {
            await Task.Delay(s_pause, deadline.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (deadline.IsCancellationRequested && !condition())
            {
                throw new TimeoutException($"This has not come about within {patience}: {what}");
            }
        }
    }
}
