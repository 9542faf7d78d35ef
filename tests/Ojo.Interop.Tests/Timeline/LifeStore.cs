using Ojo.Interop.Exporting;
using Ojo.Interop.Importing;
using Ojo.Storage;
using Ojo.Storage.Tests.Support;

namespace Ojo.Interop.Tests.Timeline;

/// <summary>A store with the lives that <see cref="LifeImporter"/> makes.</summary>
internal sealed class LifeStore : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public LifeStore()
    {
        File.WriteAllText(_directory["life"], "LIFE");
        TraceImport.Run(new ImportOptions { Files = [_directory["life"]], DatabasePath = _directory["store.db"], Importers = [new LifeImporter()] });
        Reader = OjoStore.OpenReader(_directory["store.db"]);
    }

    public IStoreReader Reader { get; }

    /// <summary>The file that an export of the store, or of a part of it, makes.</summary>
    public byte[] Export(string format, ExportSource? source = null) => Export(TraceExport.Find(format)!, source ?? new ExportSource(Reader));

    /// <inheritdoc cref="Export(string, ExportSource?)"/>
    public static byte[] Export(IExporter exporter, ExportSource source)
    {
        using MemoryStream file = new();
        exporter.Export(source, file, CancellationToken.None);
        return file.ToArray();
    }

    public void Dispose()
    {
        Reader.Dispose();
        _directory.Dispose();
    }
}
