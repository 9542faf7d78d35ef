using Ojo.Explorer;
using Ojo.Storage;

namespace Ojo.Browser.Tests.Support;

/// <summary>An explorer that takes files in, over an empty store; and a packet capture to give it.</summary>
internal sealed class ImportingExplorer : IAsyncDisposable
{
    private readonly DirectoryInfo _directory;
    private readonly OjoExplorer _explorer;

    private ImportingExplorer(DirectoryInfo directory, OjoExplorer explorer) => (_directory, _explorer) = (directory, explorer);

    /// <summary>A real capture of TCP connections.</summary>
    public static string Capture { get; } = Path.Combine(AppContext.BaseDirectory, "findings.pcap");

    public string Address => _explorer.Address.ToString();

    public static async Task<ImportingExplorer> StartAsync(bool isAllowed = true)
    {
        DirectoryInfo directory = Directory.CreateTempSubdirectory("ojo-browser-");
        string path = Path.Combine(directory.FullName, "store.db");
        OjoStore.OpenWriter(path).Dispose();
        return new(directory, await OjoExplorer.StartAsync(new ExplorerOptions { DatabasePath = path, Port = 0, AllowImport = isAllowed }));
    }

    public async ValueTask DisposeAsync()
    {
        await _explorer.DisposeAsync();
        _directory.Delete(recursive: true);
    }
}
