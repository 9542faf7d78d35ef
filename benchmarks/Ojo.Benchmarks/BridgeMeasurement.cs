using System.Globalization;

namespace Ojo.Benchmarks;

/// <summary>What the bridges cost, each beside its source with a listener that does nothing.</summary>
internal static class BridgeMeasurement
{
    private const int Rounds = 20;

    public static void Run(TextWriter output)
    {
        using BridgePeers peers = new();
        output.WriteLine($"Nanoseconds of the thread's own time and bytes allocated per call; the best of {Rounds} rounds of {peers.Contests.Max(static contest => contest.Calls)} calls,");
        output.WriteLine($"where the network is used of {peers.Contests.Min(static contest => contest.Calls)}. An activity is two events, its start and its stop. The bar is that a bridge allocates no more than its source.");
        output.WriteLine();
        output.WriteLine("| source | alone | with the bridge | off by the tracer's filter | bytes alone | with the bridge |");
        output.WriteLine("|---|---|---|---|---|---|");
        foreach (BridgeContest contest in peers.Contests)
        {
            Row(output, contest, peers.Tracer);
        }

        output.WriteLine();
        output.WriteLine($"Events dropped: {peers.Tracer.Statistics.Lost}.");
    }

    private static void Row(TextWriter output, BridgeContest contest, Tracer tracer)
    {
        tracer.Filter = "";
        (double aloneNs, double aloneBytes) = Measure(contest.Alone, contest.Calls, tracer);
        (double bridgeNs, double bridgeBytes) = Measure(contest.Bridge, contest.Calls, tracer);
        tracer.Filter = "*:off";
        (double offNs, _) = Measure(contest.Bridge, contest.Calls, tracer);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"| {contest.Name} | {aloneNs:F0} | {bridgeNs:F0} | {offNs:F0} | {aloneBytes:F0} | {bridgeBytes:F0} |"));
    }

    private static (double Nanoseconds, double Bytes) Measure(Listening listening, int calls, Tracer tracer)
    {
        using IDisposable? listener = listening.Begin();
        listening.Loop(calls);
        (double ns, double bytes) = (double.MaxValue, double.MaxValue);
        for (int round = 0; round < Rounds; round++)
        {
            long bytesBefore = GC.GetAllocatedBytesForCurrentThread();
            long before = ThreadTime.Now();
            listening.Loop(calls);
            ns = Math.Min(ns, (double)(ThreadTime.Now() - before) / calls);
            bytes = Math.Min(bytes, (double)(GC.GetAllocatedBytesForCurrentThread() - bytesBefore) / calls);
            tracer.Flush();
        }

        return (ns, bytes);
    }
}
