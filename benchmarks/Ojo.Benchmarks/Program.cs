using System.Globalization;
using BenchmarkDotNet.Running;
using Ojo.Benchmarks;

// Each measurement is a section of benchmarks/RESULTS.md; those that are not run keep what they had.
(string Name, string Title, Action<TextWriter> Measure)[] measurements =
[
    ("recording", "Recording", static output => RecordingMeasurement.Run(output)),
    ("calls", "Single calls", static output => CallMeasurement.Run(output)),
    ("sustained", "Sustained to disk", static output => SustainedMeasurement.Run(output)),
    ("bridges", "Bridges", static output => BridgeMeasurement.Run(output)),
    ("parsing", "Parsing", static output => ParsingMeasurement.Run(output)),
    ("generator", "Generator", static output => GeneratorMeasurement.Run(output)),
    ("store", "Store", static output => IngestBenchmark.Run(events: 10_000_000, seedEvents: 1_000_000, output)),
];

string[] names = measurements.Select(static m => m.Name).ToArray();
if (args is ["bdn", ..])
{
    BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args[1..]);
    return 0;
}

string[] unknown = [.. args.Except(names)];
if (unknown.Length > 0)
{
    Console.Error.WriteLine(
        $"There is no measurement '{unknown[0]}'. There are {string.Join(", ", names)}; without a name all of them are run, "
        + "and 'bdn' with BenchmarkDotNet's own arguments runs its benchmarks.");
    return 2;
}

foreach ((string name, string title, Action<TextWriter> measure) in measurements)
{
    if (args.Length > 0 && !args.Contains(name))
    {
        continue;
    }

    Console.Error.WriteLine($"{title} …");
    using StringWriter output = new(CultureInfo.InvariantCulture);
    measure(output);
    Console.WriteLine($"## {title}\n\n{output}");
    ResultsFile.Replace(title, output.ToString());
}

return 0;
