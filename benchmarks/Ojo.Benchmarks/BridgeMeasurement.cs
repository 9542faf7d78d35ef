using System.Globalization;

namespace Ojo.Benchmarks;

/// <summary>What the bridges cost, each beside its source with a listener that does nothing.</summary>
internal static class BridgeMeasurement
{
    private const int Rounds = 20;
    private const int Calls = 20_000;

    public static void Run(TextWriter output)
    {
        output.WriteLine($"Nanoseconds of the thread's own time and bytes allocated per event; the best of {Rounds} rounds of {Calls} calls. An activity is two events,");
        output.WriteLine("its start and its stop. The bar is that a bridge allocates no more than its source.");
        output.WriteLine();
        output.WriteLine("| source | alone | with the bridge | off by the tracer's filter | bytes alone | with the bridge |");
        output.WriteLine("|---|---|---|---|---|---|");
        using BridgePeers peers = new();
        Row(output, "LoggerMessage, two values; alone: a logger that formats", peers.FormatMessages, peers.RecordMessages, peers);
        Row(output, "the same without values in the trace", peers.FormatMessages, peers.RecordMessageTexts, peers);
        Row(output, "ActivitySource, one tag; alone: a listener that samples", peers.StartActivities, peers.RecordActivities, peers);
        Row(output, "EventSource, kept as text; alone: a listener that does nothing", peers.WriteEvents, peers.RecordEvents, peers);
        output.WriteLine();
        output.WriteLine($"Events dropped: {peers.Tracer.Statistics.Lost}.");
    }

    private static void Row(TextWriter output, string name, Action<int> alone, Action<int> bridge, BridgePeers peers)
    {
        peers.Tracer.Filter = "";
        (double aloneNs, double aloneBytes) = Measure(alone, peers);
        (double bridgeNs, double bridgeBytes) = Measure(bridge, peers);
        peers.Tracer.Filter = "*:off";
        (double offNs, _) = Measure(bridge, peers);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"| {name} | {aloneNs:F0} | {bridgeNs:F0} | {offNs:F0} | {aloneBytes:F0} | {bridgeBytes:F0} |"));
    }

    private static (double Nanoseconds, double Bytes) Measure(Action<int> loop, BridgePeers peers)
    {
        loop(Calls);
        double best = double.MaxValue;
        double bytes = 0;
        for (int round = 0; round < Rounds; round++)
        {
            long bytesBefore = GC.GetAllocatedBytesForCurrentThread();
            long before = ThreadTime.Now();
            loop(Calls);
            best = Math.Min(best, (double)(ThreadTime.Now() - before) / Calls);
            bytes = (double)(GC.GetAllocatedBytesForCurrentThread() - bytesBefore) / Calls;
            peers.Tracer.Flush();
        }

        return (best, bytes);
    }
}
