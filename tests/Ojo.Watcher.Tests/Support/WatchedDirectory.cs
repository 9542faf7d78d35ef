using Ojo.Storage;
using Ojo.Storage.Queries;
using Ojo.Storage.Sqlite;
using Ojo.Storage.Tests.Support;

namespace Ojo.Watcher.Tests.Support;

/// <summary>A tracer's directory with a store beside it.</summary>
internal sealed class WatchedDirectory : IDisposable
{
    private readonly TemporaryDirectory _root = new();

    public WatchedDirectory(bool create = true)
    {
        if (create)
        {
            Directory.CreateDirectory(Output);
        }
    }

    public string Output => _root["output"];

    public string Staging => Directory.CreateDirectory(_root["staging"]).FullName;

    public string Quarantine => _root["quarantine"];

    public string Database => _root["store.db"];

    public WatcherOptions Options => new() { InputDirectory = Output, DatabasePath = Database };

    public static TraceFileBuilder Trace(int events, ulong first = 0)
    {
        var trace = new TraceFileBuilder();
        for (int n = 0; n < events; n++)
        {
            trace.Add((ulong)n, (uint)(n % 7), 0x002, first + (ulong)n);
        }

        return trace;
    }

    public void Write(string name, byte[] bytes) => File.WriteAllBytes(Path.Combine(Output, name), bytes);

    public void Write(string name, TraceFileBuilder trace) => Write(name, trace.ToBytes());

    /// <summary>Lets a file appear as a tracer does: written elsewhere, then renamed.</summary>
    public void RenameIn(string name, TraceFileBuilder trace)
    {
        string staged = trace.WriteTo(Staging, name);
        File.Move(staged, Path.Combine(Output, name));
    }

    public StoreStatistics Statistics()
    {
        using IStoreReader reader = SqliteStore.OpenReader(Database);
        return reader.GetStatistics();
    }

    public string[] Quarantined() => Directory.Exists(Quarantine)
        ? [.. Directory.GetFiles(Quarantine).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)]
        : [];

    public void Dispose() => _root.Dispose();
}
