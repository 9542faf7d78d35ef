using System.Globalization;

namespace Ojo.Benchmarks.Recording;

/// <summary>Something that is called in this process.</summary>
/// <param name="name">What the report calls it.</param>
/// <param name="loop">Makes so many calls.</param>
/// <param name="settle">Called between two rounds, untimed.</param>
/// <param name="dropped">Says how many events were dropped so far.</param>
internal sealed class LocalContestant(string name, Action<int> loop, Action? settle = null, Func<long>? dropped = null) : Contestant(name)
{
    /// <summary>Whether threads wait for each other: then two threads' time is the wall clock's, not the processor's.</summary>
    public bool Waits { get; init; }

    public override RoundTime Round(int threads) => Rounds.Run(loop, threads, CallsPerRound, Waits);

    public override CallTimes Calls(int calls) => SingleCalls.Warm(loop, settle, calls);

    public override CallTimes ColdCalls(int calls) => SingleCalls.Cold(loop, settle, calls);

    public override void Settle() => settle?.Invoke();

    public override string? Finish() => dropped?.Invoke().ToString(CultureInfo.InvariantCulture);
}
