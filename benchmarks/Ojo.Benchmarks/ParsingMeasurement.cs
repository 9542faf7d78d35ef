using Ojo.Benchmarks.Ctf;
using Ojo.Benchmarks.Programs;
using Ojo.Benchmarks.Reporting;
using Ojo.Benchmarks.Stores;
using Ojo.Format;

namespace Ojo.Benchmarks;

/// <summary>How fast trace files are read, their checksums and their groups of records checked, beside babeltrace2 and the same events as CTF.</summary>
internal static class ParsingMeasurement
{
    private const int Records = 1 << 20;
    private const int Rounds = 30;
    private const int RoundsOfAll = 5;
    private const double Bar = 100e6;

    /// <param name="events">How many events the traces have that the peer reads too.</param>
    /// <param name="output">Where the report goes.</param>
    public static void Run(long events, TextWriter output)
    {
        using TempDirectory directory = new();
        Section section = new(output);
        WorkloadShape shape = new(events, 1_000, 4);
        List<string> files = [.. StoreWorkload.Write(directory.Output, shape)];
        (double Best, double Median) all = Rate(files, RoundsOfAll);
        (double Best, double Median) single = Rate([Write(directory, "single.bin", extends: 0)], Rounds);
        (double Best, double Median) extended = Rate([Write(directory, "extended.bin", extends: 2)], Rounds);
        double slowest = new[] { all.Median, single.Median, extended.Median }.Min();
        section.Bars([new Bar("reading and checking files, the slowest median", "≥ 100 M records/s", Section.Text($"{slowest / 1e6:F0} M/s"), slowest >= Bar, "")]);
        section.Say($"In the file cache, in slices of 4,096 records, by the thread's own time: best and median of {Rounds} rounds, of {RoundsOfAll} where it is all files.");
        section.Table(
            ["what", "best", "median"],
            [
                Row(Section.Text($"a file of {Records:N0} records, one word each"), single),
                Row(Section.Text($"a file of {Records:N0} records, three words each"), extended),
                Row($"{files.Count} files, {shape.Count} events, {shape}", all),
            ]);
        Peers(section, directory, files, shape, all.Median);
    }

    private static void Peers(Section section, TempDirectory directory, List<string> files, WorkloadShape shape, double ours)
    {
        string trace = Path.Combine(directory.Path, "ctf");
        CtfTrace.Write(trace, files);
        try
        {
            List<string[]> rows = [];
            foreach ((string what, ProcessFigures figures) in Babeltrace.Read(trace, shape.Events))
            {
                double rate = shape.Events / figures.CpuSeconds;
                rows.Add([what, Section.Text($"{rate / 1e6:F2} M/s"), Section.Text($"{shape.Events / figures.WallSeconds / 1e6:F2} M/s"), Section.Text($"1/{ours / rate:F0}")]);
            }

            section.Say($"The {shape.Count} events once more, 24 bytes each as well, in the Common Trace Format: a stream for each process, in packets of 32,768. Its process's own time, start included.");
            section.Table(["what", "events/s", "wall", "of Ojo's rate"], rows);
        }
        catch (PeerAbsentException exception)
        {
            section.Absent([exception.Message]);
        }
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

    private static (double Best, double Median) Rate(IReadOnlyList<string> files, int rounds)
    {
        TraceRecord[] slice = new TraceRecord[4096];
        double[] rates = new double[rounds];
        for (int round = 0; round < rounds; round++)
        {
            long records = 0;
            long start = ThreadTime.Now();
            foreach (string file in files)
            {
                using TraceFileReader reader = TraceFileReader.Open(file);
                while (reader.Read(slice) > 0)
                {
                }

                records += reader.RecordCount;
            }

            rates[round] = records / ((ThreadTime.Now() - start) / 1e9);
        }

        Array.Sort(rates);
        return (rates[^1], rates[rounds / 2]);
    }

    private static string[] Row(string what, (double Best, double Median) rate) =>
        [what, Section.Text($"{rate.Best / 1e6:F0} M/s"), Section.Text($"{rate.Median / 1e6:F0} M/s")];
}
