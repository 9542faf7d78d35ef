using Ojo.Storage.Shards;
using Ojo.Storage.Tests.Contract;

namespace Ojo.Storage.Tests.Shards;

public sealed class ShardedRetentionTests : RetentionContract
{
    protected override IStoreWriter OpenWriter() => ShardedStore.OpenWriter(Path.Combine(Directory, "store"), ShardSpan.Day);

    protected override IStoreReader OpenReader() => ShardedStore.OpenReader(Path.Combine(Directory, "store"));
}
