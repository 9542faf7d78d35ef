using System.Globalization;

namespace Ojo.Benchmarks.Stores;

/// <summary>What a workload consists of.</summary>
/// <param name="Events">How many events altogether.</param>
/// <param name="Flows">How many flows of each run they are spread over.</param>
/// <param name="Processes">How many runs write at the same time, file by file in turns.</param>
internal readonly record struct WorkloadShape(long Events, int Flows, int Processes)
{
    /// <summary>One flow with everything, and a thousand flows of four processes: what the bars are about.</summary>
    public static WorkloadShape[] Usual(long events) => [new(events, 1, 1), new(events, 1_000, 4)];

    /// <summary>How many events there are, in short.</summary>
    public string Count => Short(Events);

    /// <summary>How many flows there are.</summary>
    public string FlowCount => Flows == 1 ? "1 flow" : string.Create(CultureInfo.InvariantCulture, $"{Flows:N0} flows");

    /// <summary>A number of events, in short.</summary>
    public static string Short(long events) => string.Create(CultureInfo.InvariantCulture, $"{events / 1e6:0.##} M");

    public override string ToString() => $"{FlowCount} of {Processes} run{(Processes == 1 ? "" : "s")}";
}
