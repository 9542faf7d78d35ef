using System.Diagnostics;
using System.Globalization;
using Ojo.Format;

namespace Ojo.Benchmarks;

/// <summary>How fast a trace file is read, its checksum and its groups of records checked.</summary>
internal static class ParsingMeasurement
{
    private const int Records = 1 << 20;
    private const int Rounds = 30;

    public static void Run(TextWriter output)
    {
        using TempDirectory directory = new();
        output.WriteLine($"A file of {Records:N0} records, in the file cache, in slices of 4,096; best and median of {Rounds} rounds. The bar is 100 M records/s.");
        output.WriteLine();
        output.WriteLine("| file | best | median |");
        output.WriteLine("|---|---|---|");
        Measure("one word each", Write(directory, "single.bin", extends: 0), output);
        Measure("three words each", Write(directory, "extended.bin", extends: 2), output);
    }

    private static string Write(TempDirectory directory, string name, int extends)
    {
        string path = Path.Combine(directory.Path, name);
        using TraceFileWriter writer = TraceFileWriter.Create(path, new TraceFileHeader(1, 1, 0));
        for (ulong n = 0; writer.RecordCount < Records - 1; n++)
        {
            writer.Write(new TraceRecord(n, (uint)n % 1000, 2, n));
            for (int word = 0; word < extends; word++)
            {
                writer.Write(new TraceRecord(n, (uint)n % 1000, MetaEvent.Extend, n));
            }
        }

        writer.Complete();
        return path;
    }

    private static void Measure(string name, string path, TextWriter output)
    {
        TraceRecord[] slice = new TraceRecord[4096];
        double[] rates = new double[Rounds];
        for (int round = 0; round < Rounds; round++)
        {
            long start = Stopwatch.GetTimestamp();
            using TraceFileReader reader = TraceFileReader.Open(path);
            while (reader.Read(slice) > 0)
            {
            }

            rates[round] = reader.RecordCount / Stopwatch.GetElapsedTime(start).TotalSeconds;
        }

        Array.Sort(rates);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"| {name} | {rates[^1] / 1e6:F0} M/s | {rates[Rounds / 2] / 1e6:F0} M/s |"));
    }
}
