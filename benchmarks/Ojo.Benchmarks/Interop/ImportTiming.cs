using Ojo.Interop.Importing;

namespace Ojo.Benchmarks.Interop;

/// <summary>What an import takes of one thread's time.</summary>
internal static class ImportTiming
{
    public const int Rounds = 5;

    /// <summary>The best of some rounds. What an import made is gone after it.</summary>
    /// <param name="options">What is imported, and where to.</param>
    /// <returns>How long the thread was busy, and how many events there were.</returns>
    public static (double Seconds, long Events) Best(ImportOptions options)
    {
        (double best, long events) = (double.MaxValue, 0);
        for (int round = 0; round < Rounds; round++)
        {
            long start = ThreadTime.Now();
            ImportSummary summary = TraceImport.Run(options);
            best = Math.Min(best, (ThreadTime.Now() - start) / 1e9);
            events = summary.Events;
            if (!summary.IsWhole || events == 0)
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

        return (best, events);
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
