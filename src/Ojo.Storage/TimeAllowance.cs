using System.Diagnostics;

namespace Ojo.Storage;

/// <summary>How long an answer may take, from now on. What is asked looks at it now and then, and answers with what it has.</summary>
internal sealed class TimeAllowance
{
    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly TimeSpan? _limit;

    /// <param name="limit">How long; null: as long as it takes.</param>
    /// <exception cref="StoreQueryException">The limit is less than nothing.</exception>
    public TimeAllowance(TimeSpan? limit)
    {
        if (limit < TimeSpan.Zero)
        {
            throw new StoreQueryException($"A time limit is not negative; {limit} was given.");
        }

        _limit = limit;
    }

    /// <summary>Whether the time is up.</summary>
    public bool IsUp => _limit is { } limit && Stopwatch.GetElapsedTime(_start) >= limit;
}
