namespace Ojo.Benchmarks.Recording;

/// <summary>What a contestant has reached so far.</summary>
internal sealed class Standing(Contestant contestant)
{
    public Contestant Contestant => contestant;

    /// <summary>The best round of one thread, in nanoseconds per call.</summary>
    public double? OneThread { get; private set; }

    /// <summary>Bytes allocated by a call, in the last round.</summary>
    public double Bytes { get; private set; }

    /// <summary>The best round of one thread in turns with those of two.</summary>
    public double? OneBesideTwo { get; private set; }

    /// <summary>The best round of two threads, in nanoseconds per call and thread.</summary>
    public double? TwoThreads { get; private set; }

    public CallTimes Warm { get; private set; }

    public CallTimes Cold { get; private set; }

    /// <summary>By how much two threads cost each more than one, in parts of one.</summary>
    public double? Change => (TwoThreads / OneBesideTwo) - 1;

    public void RunOneThread()
    {
        RoundTime round = contestant.Round(threads: 1);
        OneThread = Least(OneThread, round.Nanoseconds);
        Bytes = round.Bytes;
        contestant.Settle();
    }

    public void RunTwoThreads()
    {
        OneBesideTwo = Least(OneBesideTwo, contestant.Round(threads: 1).Nanoseconds);
        contestant.Settle();
        TwoThreads = Least(TwoThreads, contestant.Round(threads: 2).Nanoseconds);
        contestant.Settle();
    }

    public void RunSingleCalls(int warm, int cold)
    {
        Warm = contestant.Calls(warm);
        Cold = contestant.ColdCalls(cold);
    }

    private static double? Least(double? best, double? round) => best < round ? best : round ?? best;
}
