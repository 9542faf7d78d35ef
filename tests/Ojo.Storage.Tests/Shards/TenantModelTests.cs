using Ojo.Storage.Queries;
using Ojo.Storage.Shards;
using Ojo.Storage.Tests.Contract;
using Ojo.Storage.Tests.Support;

namespace Ojo.Storage.Tests.Shards;

/// <summary>A tenant's store, while another tenant of the same directory and the directory's own store take in, merge and lose files of their own.</summary>
public sealed class TenantModelTests : ModelContract, IDisposable
{
    private readonly Dictionary<string, (IStoreWriter Writer, RandomHistory History)> _others = [];

    private string Root => Path.Combine(Directory, "stores");

    protected override IStoreWriter OpenWriter() => Open(OjoStore.PathOf(Root, "acme"));

    protected override IStoreReader OpenReader() => OjoStore.OpenReader(OjoStore.PathOf(Root, "acme"));

    internal override string PieceOf(ReferenceFile file) => $"file {file.Index}";

    internal override void Disturb(RandomHistory history)
    {
        foreach (string path in (string[])[Root, OjoStore.PathOf(Root, "globex")])
        {
            if (!_others.TryGetValue(path, out (IStoreWriter Writer, RandomHistory History) other))
            {
                string files = System.IO.Directory.CreateDirectory(Path.Combine(Directory, $"files-{_others.Count}")).FullName;
                _others.Add(path, other = (Open(path), new RandomHistory(history.Random.Next(), files)));
            }

            other.Writer.Ingest(other.History.WriteFile());
            other.Writer.Compact(everything: true);
            using IStoreReader reader = OjoStore.OpenReader(path);
            StoreStatistics statistics = reader.GetStatistics();
            Assert.Equal((other.History.Reference.Files.Count, other.History.Reference.Events.Count), (statistics.Files, statistics.Events));
        }

        Assert.Equal(["acme", "globex"], OjoStore.TenantsOf(Root));
    }

    void IDisposable.Dispose()
    {
        foreach ((IStoreWriter writer, _) in _others.Values)
        {
            writer.Dispose();
        }

        Dispose();
    }

    private static ShardedStoreWriter Open(string path) => new(path, ShardSpan.OfSize(1), Clock, isDurable: false, static _ => { });
}
