using Ojo.Catalogue;
using Ojo.Format;
using Ojo.Storage;
using Ojo.Storage.Ingestion;

namespace Ojo.Interop.Importing;

/// <summary>Takes each trace file into a store while the next one is made, so that there are never more than two on the disk.</summary>
/// <remarks>
/// The store is used by one thread at a time: whoever begins something waits for the file before. What goes wrong with a file is thrown to whoever
/// waits for it.
/// </remarks>
internal sealed class StoreDestination(IStoreWriter writer) : ITraceFileDestination
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("ojo-import-");
    private Task _taking = Task.CompletedTask;

    public string PathOf(TraceFileName name) => Path.Combine(_directory.FullName, name.ToString());

    public void AddSchema(ulong hash, byte[] json)
    {
        Finish();
        writer.AddSchema(hash, SchemaDocument.Parse(json));
    }

    public void AddRun(RunDescription run)
    {
        Finish();
        writer.AddRun(run);
    }

    public void Take(TraceFileName name, Action<bool> tell)
    {
        Finish();
        string path = PathOf(name);
        _taking = Task.Run(() =>
        {
            IngestResult result = writer.Ingest(path);
            File.Delete(path);
            tell(!result.AlreadyStored);
        });
    }

    public void Finish() => _taking.GetAwaiter().GetResult();

    public void Dispose()
    {
        // What went wrong was thrown already, or goes with what is thrown now.
        ((IAsyncResult)_taking).AsyncWaitHandle.WaitOne();
        _directory.Delete(recursive: true);
    }
}
