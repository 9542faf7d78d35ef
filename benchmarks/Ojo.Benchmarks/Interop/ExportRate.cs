using Ojo.Interop.Exporting;
using Ojo.Storage;

namespace Ojo.Benchmarks.Interop;

/// <summary>How fast a format is written: one thread's own time, the best of some rounds.</summary>
internal static class ExportRate
{
    /// <summary>How many rounds there are.</summary>
    public const int Rounds = 3;

    /// <summary>Exports a whole store to a file again and again.</summary>
    public static (double EventsPerSecond, long Bytes) Best(IStoreReader store, IExporter exporter, string path)
    {
        double best = 0;
        for (int round = 0; round < Rounds; round++)
        {
            using FileStream file = File.Create(path);
            long start = ThreadTime.Now();
            long events = exporter.Export(new ExportSource(store), file, CancellationToken.None);
            best = Math.Max(best, events * 1e9 / (ThreadTime.Now() - start));
        }

        return (best, new FileInfo(path).Length);
    }
}
