using Ojo.Format;
using Ojo.Storage;
using Ojo.Storage.Shards;

namespace Ojo.Explorer.Tests.Support;

/// <summary>A real store that is a directory with a file for each day, and its tenants'.</summary>
internal sealed class DayStore : IDisposable
{
    public const ulong DayUs = 86_400_000_000;

    private readonly TemporaryDirectory _directory = new();
    private int _files;

    public string Path => _directory.File("store");

    /// <summary>Takes in a file of these records, whose times are microseconds since the run's start.</summary>
    public void Ingest(string? tenant, params TraceRecord[] records)
    {
        string file = _directory.File($"{_files++:x8}.bin");
        File.WriteAllBytes(file, TraceBytes.Of(records, TraceStore.StartUs));
        using IStoreWriter writer = OjoStore.OpenWriter(tenant is null ? Path : OjoStore.PathOf(Path, tenant), ShardSpan.Day);
        writer.Ingest(file);
    }

    public void Dispose() => _directory.Dispose();
}
