using System.IO.Compression;
using Ojo.Format;
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

    public static RunDescription Run(string host, int processId) => new()
    {
        Service = "edge-proxy",
        Host = host,
        ProcessId = processId,
        BatchStart = new TraceFileBuilder().BatchStart,
        Version = 1,
        Clock = "stopwatch",
    };

    public static string TraceName(int processId, uint sequence) =>
        TraceFileName.ForTrace(new TraceFileBuilder().BatchStart, (uint)processId, sequence).ToString();

    public static byte[] Gzip(byte[] bytes)
    {
        using MemoryStream target = new();
        using (GZipStream gzip = new(target, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }

        return target.ToArray();
    }

    /// <summary>The paths of all files below a directory, relative to it, in order.</summary>
    public static string[] FilesBelow(string directory) =>
        [.. Directory.GetFiles(directory, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(directory, path)).Order(StringComparer.Ordinal)];

    public static StoreStatistics Statistics(string database)
    {
        using IStoreReader reader = SqliteStore.OpenReader(database);
        return reader.GetStatistics();
    }

    public StoreStatistics Statistics() => Statistics(Database);

    public string[] Quarantined() => Directory.Exists(Quarantine)
        ? [.. Directory.GetFiles(Quarantine).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)]
        : [];

    public void Dispose() => _root.Dispose();
}
