using Ojo.Explorer;
using Ojo.Storage;
using Ojo.Storage.Shards;

namespace Ojo.Browser.Tests.Support;

/// <summary>A store that is a directory with a file for each day, with tenants below it, and an explorer that shows all of it.</summary>
internal sealed class DayStore : IAsyncDisposable
{
    private const long DayNs = 86_400_000_000_000;
    private const ulong StartNs = 1_767_225_600_000_000_000;

    private readonly string _directory = Directory.CreateTempSubdirectory("ojo-browser-").FullName;
    private OjoExplorer? _explorer;
    private uint _processes = 100;

    private string Store => Path.Combine(_directory, "store");

    /// <summary>Takes in a run of some days with ten packets on each.</summary>
    public void Ingest(string? tenant, int days)
    {
        var script = new TraceScript(StartNs, _processes++);
        using IStoreWriter writer = OjoStore.OpenWriter(tenant is null ? Store : OjoStore.PathOf(Store, tenant), ShardSpan.Day);
        for (int day = 0; day < days; day++)
        {
            for (int n = 0; n < 10; n++)
            {
                script.Add((day * DayNs) + (n * 1000), 7, 0x002, (ulong)n);
            }

            writer.Ingest(script.Save(_directory, schemaHash: 0));
        }
    }

    /// <summary>Removes a day's file.</summary>
    public void Lose(string name) => File.Delete(Path.Combine(Store, name));

    /// <summary>Starts the explorer.</summary>
    /// <returns>Where it listens.</returns>
    public async Task<Uri> StartAsync()
    {
        _explorer = await OjoExplorer.StartAsync(new ExplorerOptions { DatabasePath = Store, Port = 0 });
        return _explorer.Address;
    }

    public async ValueTask DisposeAsync()
    {
        if (_explorer is not null)
        {
            await _explorer.DisposeAsync();
        }

        Directory.Delete(_directory, recursive: true);
    }
}
