using Ojo.Storage.Queries;
using Ojo.Storage.Shards;
using Ojo.Storage.Tests.Support;

namespace Ojo.Storage.Tests.Shards;

/// <summary>A store of one file a day, to be taken apart.</summary>
public abstract class DayShards : IDisposable
{
    private protected const ulong DayUs = 86_400_000_000;
    private protected const ulong Start = 1_767_225_600_000_000;

    private protected TemporaryDirectory Folder { get; } = new();

    private protected List<string> Log { get; } = [];

    private protected string Store => Folder["store"];

    public void Dispose()
    {
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected static long Ns(int day) => (long)((ulong)day * DayUs * 1000);

    private protected static TraceFileBuilder Day(int day) => new TraceFileBuilder().Add(((ulong)day * DayUs) + 1000, 7, 2, (ulong)day);

    private protected void Ingest(params TraceFileBuilder[] traces)
    {
        using IStoreWriter writer = ShardedStore.OpenWriter(Store, ShardSpan.Day, log: Log.Add);
        foreach (TraceFileBuilder trace in traces)
        {
            writer.Ingest(trace.WriteTo(Folder.Path, "trace.bin"));
        }
    }

    private protected string[] Files() => [.. Directory.GetFiles(Store, "*.db").Select(path => Path.GetFileName(path)!).Where(name => name != "index.db").Order(StringComparer.Ordinal)];

    private protected void Index(string sql)
    {
        using var index = new SqlDatabase(Path.Combine(Store, "index.db"));
        index.Execute(sql);
    }

    private protected void Spoil(string name, bool isGone)
    {
        string path = Path.Combine(Store, name);
        if (isGone)
        {
            File.Delete(path);
        }
        else
        {
            byte[] bytes = File.ReadAllBytes(path);
            bytes.AsSpan(100).Fill(0x5A);
            File.WriteAllBytes(path, bytes);
        }
    }

    /// <summary>All that the store says, as one text.</summary>
    private protected string Answers()
    {
        using IStoreReader reader = ShardedStore.OpenReader(Store);
        StoreStatistics statistics = reader.GetStatistics();
        return string.Join('\n', (string[])
        [
            $"{statistics.Events} {statistics.Files} {statistics.Flows} {statistics.Dropped} {statistics.FirstNs} {statistics.LastNs}",
            .. statistics.Types.Select(type => type.ToString()),
            .. reader.GetRuns().Select(run => run.ToString()),
            .. reader.GetFlows(new FlowQuery { Order = FlowOrder.Id }).Flows.Select(flow => flow.ToString()),
            .. reader.GetGaps().Select(gap => gap.ToString()),
            .. reader.GetEvents(new EventQuery()).Events.Select(row => $"{row.Flow} {row.TNs} {row.TypeKey} {row.Name} {row.Payload}"),
        ]);
    }
}
