using Ojo.Catalogue;
using Ojo.Format;
using Ojo.Storage;
using Ojo.Storage.Ingestion;

namespace Ojo.Interop.Importing;

/// <summary>Takes each trace file into a store as soon as it is written, so that there is never more than one on the disk.</summary>
internal sealed class StoreDestination(IStoreWriter writer) : ITraceFileDestination
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("ojo-import-");

    public string PathOf(TraceFileName name) => Path.Combine(_directory.FullName, name.ToString());

    public void AddSchema(ulong hash, byte[] json) => writer.AddSchema(hash, SchemaDocument.Parse(json));

    public void AddRun(RunDescription run) => writer.AddRun(run);

    public bool Take(TraceFileName name)
    {
        string path = PathOf(name);
        IngestResult result = writer.Ingest(path);
        File.Delete(path);
        return !result.AlreadyStored;
    }

    public void Dispose() => _directory.Delete(recursive: true);
}
