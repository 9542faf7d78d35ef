using Ojo.Storage.Shards;
using Ojo.Storage.Tests.Contract;

namespace Ojo.Storage.Tests.Shards;

/// <summary>A shard for each trace file: whatever is asked goes over the borders of shards.</summary>
public sealed class ShardPerFileFilterTests : FilterContract
{
    protected override IStoreWriter OpenWriter() => ShardedStore.OpenWriter(Path.Combine(Directory, "store"), ShardSpan.OfSize(1));

    protected override IStoreReader OpenReader() => ShardedStore.OpenReader(Path.Combine(Directory, "store"));
}
