using Ojo.Interop.Importing;

namespace Ojo.Benchmarks.Interop;

/// <summary>Measures what imports take.</summary>
internal static class ImportTiming
{
    public const int Rounds = 5;

    /// <summary>The best of some rounds, for each of the times. What an import made is gone after it.</summary>
    /// <param name="options">What is imported, and where to.</param>
    public static ImportTime Best(ImportOptions options)
    {
        ImportTime best = new(double.MaxValue, double.MaxValue, double.MaxValue, 0);
        for (int round = 0; round < Rounds; round++)
        {
            (long thread, TimeSpan process) = (ThreadTime.Now(), Environment.CpuUsage.TotalTime);
            ImportSummary summary = TraceImport.Run(options);
            best = new ImportTime(
                Math.Min(best.Thread, (ThreadTime.Now() - thread) / 1e9),
                Math.Min(best.Process, (Environment.CpuUsage.TotalTime - process).TotalSeconds),
                Math.Min(best.Elapsed, summary.Elapsed.TotalSeconds),
                summary.Events);
            if (!summary.IsWhole || summary.Events == 0)
            {
                throw new InvalidOperationException($"The file was not imported: {summary.Files[0].Failure}");
            }

            if (options.OutputDirectory is { } output)
            {
                Directory.Delete(output, recursive: true);
            }
            else
            {
                Array.ForEach(Directory.GetFiles(Path.GetDirectoryName(options.DatabasePath!)!, Path.GetFileName(options.DatabasePath!) + "*"), File.Delete);
            }
        }

        return best;
    }

    /// <summary>The best of some rounds of anything else.</summary>
    public static double Best(Action action)
    {
        double best = double.MaxValue;
        for (int round = 0; round < Rounds; round++)
        {
            long start = ThreadTime.Now();
            action();
            best = Math.Min(best, (ThreadTime.Now() - start) / 1e9);
        }

        return best;
    }
}
