using Ojo.Benchmarks.Programs;
using Ojo.Benchmarks.Stores;

namespace Ojo.Benchmarks.Growth;

/// <summary>A store of some size, on the way to larger ones.</summary>
/// <param name="Shape">What is in it.</param>
/// <param name="Store">What it took to make it in this process.</param>
/// <param name="Watcher">What a watcher took for the same files.</param>
/// <param name="Answers">How quickly it answers.</param>
internal sealed record GrowthPoint(WorkloadShape Shape, Ingested Store, WatcherRun Watcher, IReadOnlyList<Answer> Answers)
{
    /// <summary>How long an answer takes, in milliseconds.</summary>
    public double Milliseconds(string question) => Answers.Single(answer => answer.Question == question).Cpu;

    /// <summary>Makes the store, asks it, and throws it away: at most the traces and one store are on the disk.</summary>
    public static GrowthPoint Measure(WorkloadShape shape)
    {
        using var directory = new TempDirectory();
        List<string> files = [.. StoreWorkload.Write(directory.Output, shape)];
        string watched = Path.Combine(directory.Path, "watched.db");
        WatcherRun watcher = WatcherRun.Of(directory.Output, watched, shape.Events, files.Count);
        File.Delete(watched);
        string database = Path.Combine(directory.Path, "store.db");
        Ingested store = StoreIngestion.Measure(shape.ToString(), database, shape.Events, files);
        return new GrowthPoint(shape, store, watcher, StoreQuestions.Ask(database));
    }
}
