using System.Text;
using Ojo.Catalogue;
using Ojo.Format;
using Ojo.Storage;
using Ojo.Storage.Sqlite;

namespace Ojo.Explorer.Tests.Support;

/// <summary>A real store in a directory of its own, fed with trace files made by hand: a header and records, nothing of our writer's.</summary>
internal sealed class TraceStore : IDisposable
{
    public const ulong StartUs = 1_767_225_600_000_000;

    private readonly TemporaryDirectory _directory = new();
    private IStoreWriter? _writer;
    private int _files;

    public string DatabasePath => _directory.File("traces.db");

    public string Root => _directory.Root;

    private IStoreWriter Writer => _writer ??= SqliteStore.OpenWriter(DatabasePath);

    /// <summary>Takes in a file of these records of a run that started at <paramref name="startUs"/>; times are microseconds.</summary>
    public void Ingest(IEnumerable<TraceRecord> records, ulong startUs = StartUs)
    {
        string path = _directory.File($"{_files++:x8}.bin");
        File.WriteAllBytes(path, TraceBytes.Of(records, startUs));
        Writer.Ingest(path);
    }

    public void Ingest(params TraceRecord[] records) => Ingest(records.AsEnumerable());

    public void AddRun(string service, string host, ulong startUs = StartUs, ulong schemaHash = 0) => Writer.AddRun(new RunDescription
    {
        Service = service,
        Host = host,
        ProcessId = 4121,
        BatchStart = startUs,
        Version = 1,
        Clock = "stopwatch",
        SchemaHash = schemaHash,
    });

    /// <summary>Takes in a schema file's text and gives back its hash.</summary>
    public ulong AddSchema(string json)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(json);
        ulong hash = SchemaDocument.HashOf(bytes);
        Writer.AddSchema(hash, SchemaDocument.Parse(bytes));
        return hash;
    }

    /// <summary>Removes the store, as somebody who starts anew would.</summary>
    public void Delete()
    {
        _writer?.Dispose();
        _writer = null;
        foreach (string file in Directory.GetFiles(Root, "traces.db*"))
        {
            File.Delete(file);
        }
    }

    public void Dispose()
    {
        _writer?.Dispose();
        _directory.Dispose();
    }
}
