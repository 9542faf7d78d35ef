using Ojo.Storage.Shards;
using Ojo.Storage.Tests.Contract;

namespace Ojo.Storage.Tests.Shards;

/// <summary>A shard for each few milliseconds: files come into them in any order, and reach over their ends.</summary>
public sealed class ShardPerMomentModelTests : ModelContract
{
    protected override IStoreWriter OpenWriter() =>
        ShardedStore.OpenWriter(Path.Combine(Directory, "store"), ShardSpan.OfDuration(TimeSpan.FromMicroseconds(20)));

    protected override IStoreReader OpenReader() => ShardedStore.OpenReader(Path.Combine(Directory, "store"));
}
