using Ojo.Catalogue;
using Ojo.Format;
using Ojo.Storage;
using Ojo.Storage.Ingestion;

namespace Ojo.Interop.Tests.Importing;

/// <summary>A store that takes files in when it is allowed to, or fails at it.</summary>
internal sealed class SlowStoreWriter : IStoreWriter
{
    private int _users;

    public ManualResetEventSlim IsBusy { get; } = new();

    public SemaphoreSlim MayEnd { get; } = new(0);

    public Exception? Fault { get; init; }

    public bool WasUsedTwiceAtOnce { get; private set; }

    public bool IsCurrent => true;

    public void AddRun(RunDescription run)
    {
    }

    public void AddSchema(ulong schemaHash, SchemaDocument schema)
    {
    }

    public IngestResult Ingest(string path, CancellationToken cancellation = default)
    {
        WasUsedTwiceAtOnce |= Interlocked.Increment(ref _users) > 1;
        IsBusy.Set();
        MayEnd.Wait(cancellation);
        Interlocked.Decrement(ref _users);
        return Fault is null ? new IngestResult(AlreadyStored: false, Events: 1, Dropped: 0) : throw Fault;
    }

    public void Dispose()
    {
        IsBusy.Dispose();
        MayEnd.Dispose();
    }
}
