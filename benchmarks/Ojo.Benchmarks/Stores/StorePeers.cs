using Ojo.Benchmarks.Ctf;
using Ojo.Benchmarks.Programs;
using Ojo.Benchmarks.Reporting;

namespace Ojo.Benchmarks.Stores;

/// <summary>What others make of the same events.</summary>
internal static class StorePeers
{
    public static IReadOnlyList<Ingested> Measure(WorkloadShape shape, List<string> absent)
    {
        using var directory = new TempDirectory();
        List<string> files = [.. StoreWorkload.Write(directory.Output, shape)];
        var peers = new List<Ingested>();
        string database = Path.Combine(directory.Path, "seeds.db");
        Section.Progress("the seeds' table");
        peers.Add(SeedTable.Measure(database, shape.Events, files));
        File.Delete(database);
        Section.Progress("sqlite3 .import");
        Try(absent, () => peers.AddRange(Import(directory.Path, files)));
        string trace = Path.Combine(directory.Path, "ctf");
        Section.Progress("babeltrace2");
        CtfTrace.Write(trace, files);
        Try(absent, () =>
        {
            foreach ((string what, ProcessFigures figures) in Babeltrace.Read(trace, shape.Events))
            {
                peers.Add(new Ingested(what, shape.Events, figures.CpuSeconds, figures.WallSeconds, null, null, null));
            }
        });
        return peers;
    }

    private static IEnumerable<Ingested> Import(string directory, List<string> files)
    {
        string database = Path.Combine(directory, "import.db");
        using SqliteImport import = SqliteImport.Prepare(directory, files);
        yield return import.WithIndexes(database);
        File.Delete(database);
        Ingested plain = import.WithoutIndexes(database);
        yield return plain;
        yield return SqliteImport.Indexed(database, plain);
        File.Delete(database);
    }

    private static void Try(List<string> absent, Action measure)
    {
        try
        {
            measure();
        }
        catch (PeerAbsentException exception)
        {
            absent.Add(exception.Message);
        }
    }
}
