using System.Globalization;
using BenchmarkDotNet.Running;
using Ojo.Benchmarks;
using Ojo.Benchmarks.Recording;

const string Quick = "--quick";

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

bool isQuick = args.Contains(Quick);
IReadOnlyList<Standing> standings = [];

// Each measurement is a section of benchmarks/RESULTS.md; those that are not run keep what they had.
(string Name, string Title, Action<TextWriter> Measure)[] measurements =
[
    ("recording", "Recording", output => standings = RecordingMeasurement.Run(output, isQuick ? 10 : 1)),
    ("bridges", "Bridges", static output => BridgeMeasurement.Run(output)),
    ("parsing", "Parsing", static output => ParsingMeasurement.Run(output)),
    ("generator", "Generator", static output => GeneratorMeasurement.Run(output)),
    ("store", "Store", static output => IngestBenchmark.Run(events: 10_000_000, seedEvents: 1_000_000, output)),
    (Growth, "Growth of a store", static output => GrowthBenchmark.Run(output)),
];

string[] names = measurements.Select(static m => m.Name).ToArray();
string[] wanted = [.. args.Where(static arg => arg != Quick)];
string[] unknown = [.. wanted.Except(names)];
if (unknown.Length > 0)
{
    Console.Error.WriteLine(
        $"There is no measurement '{unknown[0]}'. There are {string.Join(", ", names)}; without a name all of them but '{Growth}' are run, "
        + $"'{Quick}' makes recording's rounds a tenth as many and leaves all files as they are, "
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
    using StringWriter output = new(CultureInfo.InvariantCulture);
    measure(output);
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
}

return 0;
