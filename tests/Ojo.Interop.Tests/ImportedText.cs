using System.Text;
using Ojo.Interop.Exporting;
using Ojo.Interop.Importing;
using Ojo.Storage;
using Ojo.Storage.Tests.Support;

namespace Ojo.Interop.Tests;

/// <summary>A file that was written for a test, and the store that it became.</summary>
internal sealed class ImportedText : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly IStoreReader _store;

    public ImportedText(string text)
        : this(Encoding.UTF8.GetBytes(text))
    {
    }

    public ImportedText(byte[] bytes, string name = "trace.qlog", IImporter? importer = null)
    {
        Assert.NotEmpty(bytes);
        Path = _directory[name];
        System.IO.File.WriteAllBytes(Path, bytes);
        File = Assert.Single(TraceImport.Run(new ImportOptions
        {
            Files = [Path],
            DatabasePath = _directory["store.db"],
            Format = importer?.Format,
            Importers = importer is null ? TraceImport.Importers : [importer],
        }).Files);
        _store = OjoStore.OpenReader(_directory["store.db"]);
    }

    public string Path { get; }

    public ImportedFile File { get; }

    /// <summary>The connections' figures: sent, received, acknowledged, lost, streams, largest window, least and median round-trip time, duration.</summary>
    public IReadOnlyList<string> Figures => Rows("""
        SELECT s.packets_sent, s.packets_received, s.packets_acked, s.packets_lost, s.streams, s.max_cwnd, s.min_rtt_us, s.median_rtt_us, s.duration_us
        FROM flow_summary AS s JOIN flows AS f ON f.run_id = s.run_id AND f.flow_id = s.flow_id
        WHERE f.parent_flow_id IS NULL ORDER BY s.run_id, s.flow_id
        """);

    public IReadOnlyList<string> Rows(string sql) => SqlRows.Of(_store, sql);

    public string Row(string sql) => Assert.Single(Rows(sql));

    /// <summary>All of the store's events in a format.</summary>
    public byte[] Export(string format)
    {
        MemoryStream stream = new();
        TraceExport.Exporters.First(exporter => exporter.Format == format).Export(new ExportSource(_store), stream, TestContext.Current.CancellationToken);
        return stream.ToArray();
    }

    public void Dispose()
    {
        _store.Dispose();
        _directory.Dispose();
    }
}
