namespace Ojo.Benchmarks.Recording;

/// <summary>Something whose calls are timed.</summary>
/// <param name="name">What the report calls it.</param>
internal abstract class Contestant(string name) : IDisposable
{
    public string Name => name;

    /// <summary>How many calls make a round. Fewer for what is slow or keeps much.</summary>
    public int CallsPerRound { get; init; } = 100_000;

    /// <summary>How it is measured.</summary>
    public Ways Ways { get; init; } = Ways.All;

    /// <summary>What it is called in the plot; null: it is not in it.</summary>
    public string? Label { get; init; }

    /// <summary>What it should reach, or an empty text.</summary>
    public string Bar { get; init; } = "";

    /// <summary>Times one round of so many threads at once.</summary>
    public abstract RoundTime Round(int threads);

    /// <summary>Times single calls one after the other, each with what the one before left in the caches.</summary>
    public abstract CallTimes Calls(int calls);

    /// <summary>Times single calls, each after other memory has driven everything out of the caches.</summary>
    public abstract CallTimes ColdCalls(int calls);

    /// <summary>Called between two rounds, untimed.</summary>
    public virtual void Settle()
    {
    }

    /// <summary>Ends it, and says how many events it has dropped in all; null where it drops none.</summary>
    public virtual string? Finish() => null;

    public virtual void Dispose()
    {
    }
}
