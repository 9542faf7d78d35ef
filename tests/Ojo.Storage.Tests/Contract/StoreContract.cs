using Ojo.Format;
using Ojo.Storage.Queries;
using Ojo.Storage.Tests.Support;

namespace Ojo.Storage.Tests.Contract;

/// <summary>A store to test, whatever its engine. Each engine's tests derive from the classes that derive from this.</summary>
public abstract class StoreContract : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private IStoreWriter? _writer;
    private IStoreReader? _reader;

    internal const ulong Start = 1_767_225_600_000_000;

    protected IStoreWriter Writer => _writer ??= OpenWriter();

    protected IStoreReader Reader
    {
        get
        {
            _ = Writer;
            return _reader ??= OpenReader();
        }
    }

    protected string Directory => _directory.Path;

    public void Dispose()
    {
        _reader?.Dispose();
        _writer?.Dispose();
        _directory.Dispose();
        GC.SuppressFinalize(this);
    }

    protected abstract IStoreWriter OpenWriter();

    protected abstract IStoreReader OpenReader();

    /// <summary>Closes the writer and opens it again, as another program would.</summary>
    protected void ReopenWriter()
    {
        _writer?.Dispose();
        _writer = null;
    }

    internal string Write(TraceFileBuilder trace, string name = "trace.bin") => trace.WriteTo(Directory, name);

    internal void Ingest(TraceFileBuilder trace, string name = "trace.bin") => Writer.Ingest(Write(trace, name));

    /// <summary>Whether random histories are merged, at random, between their files.</summary>
    protected virtual bool MergesBetweenFiles => false;

    /// <summary>Takes in some files of a random history, and at random merges what small blocks they leave.</summary>
    internal void Ingest(RandomHistory history, int files)
    {
        for (int file = 0; file < files; file++)
        {
            Writer.Ingest(history.WriteFile());
            if (MergesBetweenFiles && history.Random.Next(3) == 0)
            {
                for (int piece = 0; piece < 50 && Writer.Compact(everything: true); piece++)
                {
                }
            }
        }
    }

    internal static RunDescription Run(int processId, ulong schemaHash = 0, string service = "edge-proxy", ulong start = Start) => new()
    {
        Service = service,
        Host = "node-4",
        ProcessId = processId,
        BatchStart = start,
        Version = 1,
        Clock = "stopwatch",
        SchemaHash = schemaHash,
    };

    protected static string TraceName(int processId, uint sequence = 0, ulong start = Start) =>
        TraceFileName.ForTrace(start, (uint)processId, sequence).ToString();

    protected List<EventRow> AllEvents(EventQuery query)
    {
        var all = new List<EventRow>();
        string? cursor = null;
        do
        {
            EventPage page = Reader.GetEvents(query with { Cursor = cursor });
            all.AddRange(page.Events);
            cursor = page.NextCursor;
        }
        while (cursor is not null);
        return all;
    }
}
