using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using BenchmarkDotNet.Running;
using Ojo.Benchmarks;
using Ojo.Benchmarks.Growth;
using Ojo.Benchmarks.Interop;
using Ojo.Benchmarks.Programs;
using Ojo.Benchmarks.Recording;
using Ojo.Benchmarks.Stores;

const string Quick = "--quick";
const string Events = "--events=";

// Takes a quarter of an hour and some gigabytes, so it is measured only where it is asked for by its name.
const string Growth = "growth";
if (args is [EventPipeContestant.Argument])
{
    PeerServer.Run(PeerEventSource.Write, Console.In, Console.Out);
    return 0;
}

if (args is ["bdn", ..])
{
    BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args[1..]);
    return 0;
}

using IDisposable interrupted = Unfinished.EndBySignal(PosixSignal.SIGINT);
using IDisposable terminated = Unfinished.EndBySignal(PosixSignal.SIGTERM);
bool isQuick = args.Contains(Quick);
long events = isQuick ? 500_000 : 10_000_000;
if (Array.Find(args, static arg => arg.StartsWith(Events, StringComparison.Ordinal)) is { } size
    && (!long.TryParse(size.AsSpan(Events.Length), NumberStyles.None, CultureInfo.InvariantCulture, out events) || events < 100_000))
{
    Console.Error.WriteLine($"{size}: a number of events is wanted, 100000 at least.");
    return 2;
}

IReadOnlyList<Standing> standings = [];
GrowthCurves? curves = null;

// Each measurement is a section of benchmarks/RESULTS.md; those that are not run keep what they had.
(string Name, string Title, Action<TextWriter> Measure)[] measurements =
[
    ("recording", "Recording", output => standings = RecordingMeasurement.Run(output, isQuick ? 10 : 1)),
    ("bridges", "Bridges", static output => BridgeMeasurement.Run(output)),
    ("parsing", "Parsing", output => ParsingMeasurement.Run(events, output)),
    ("generator", "Generator", static output => GeneratorMeasurement.Run(output)),
    ("store", "Store", output => StoreMeasurement.Run(events, output)),
    ("analysis", "Analysis", output => AnalysisMeasurement.Run(events, output)),
    ("sql", "SQL", output => SqlMeasurement.Run(events, output)),
    ("shards", "Shards", output => ShardMeasurement.Run(events, output)),
    ("watcher", "Watcher", output => WatcherMeasurement.Run(events, isQuick, output)),
    ("interop", "Interop", static output => InteropMeasurement.Run(output)),
    ("explorer", "Explorer", output => ExplorerMeasurement.Run(events, output)),
    (Growth, "Growth of a store", output => curves = GrowthMeasurement.Run(events, output)),
];

string[] names = measurements.Select(static m => m.Name).ToArray();
string[] wanted = [.. args.Where(static arg => arg != Quick && !arg.StartsWith(Events, StringComparison.Ordinal))];
string[] unknown = [.. wanted.Except(names)];
if (unknown.Length > 0)
{
    Console.Error.WriteLine(
        $"There is no measurement '{unknown[0]}'. There are {string.Join(", ", names)}; without a name all of them but '{Growth}' are run, "
        + $"'{Events}N' makes stores of N events instead of 10 M; '{Quick}' makes recording's rounds a tenth as many and stores a twentieth as large, and leaves all files as they are, "
        + "and 'bdn' with BenchmarkDotNet's own arguments runs its benchmarks.");
    return 2;
}

foreach ((string name, string title, Action<TextWriter> measure) in measurements)
{
    if (wanted.Length > 0 ? !wanted.Contains(name) : name == Growth)
    {
        continue;
    }

    Console.Error.WriteLine($"{title} …");
    long start = Stopwatch.GetTimestamp();
    using StringWriter output = new(CultureInfo.InvariantCulture);
    measure(output);
    Console.Error.WriteLine($"{title}: {Stopwatch.GetElapsedTime(start).TotalSeconds:F0} s");
    Console.WriteLine($"## {title}\n\n{output}");
    if (isQuick)
    {
        continue;
    }

    string section = ResultsFile.Replace(title, output.ToString());
    if (name == "recording")
    {
        PerformancePage.Update(section, standings);
    }

    if (curves is not null)
    {
        GrowthPlot.Save(curves);
    }
}

return 0;
