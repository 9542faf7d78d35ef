using BenchmarkDotNet.Attributes;
using Ojo.Benchmarks.Recording;

namespace Ojo.Benchmarks;

/// <summary>The same contestants under BenchmarkDotNet, in this process.</summary>
[Config(typeof(ShortRounds))]
[MemoryDiagnoser]
public class RecordBenchmarks : IDisposable
{
    private const int Calls = 1000;
    private Peers _peers = null!;

    [GlobalSetup]
    public void SetUp() => _peers = new Peers();

    [GlobalCleanup]
    public void Dispose()
    {
        _peers.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Calls)]
    public void GetTimestamp() => _peers.Clock(Calls);

    [Benchmark(OperationsPerInvoke = Calls)]
    public void Record() => _peers.Record(Calls);

    [Benchmark(OperationsPerInvoke = Calls)]
    public void RecordByStopwatch() => _peers.RecordByStopwatch(Calls);

    [Benchmark(OperationsPerInvoke = Calls)]
    public void RecordThreeWords() => _peers.RecordThreeWords(Calls);

    [Benchmark(OperationsPerInvoke = Calls)]
    public void SwitchedOff() => _peers.RecordSwitchedOff(Calls);

    [Benchmark(OperationsPerInvoke = Calls)]
    public void EventSource() => PeerEventSource.Write(Calls);

    [Benchmark(OperationsPerInvoke = Calls)]
    public void LoggerMessageToFile() => _peers.LogToFile(Calls);

    [Benchmark(OperationsPerInvoke = Calls)]
    public void Activity() => _peers.StartActivity(Calls);
}
