using Ojo.Storage.Shards;
using Ojo.Storage.Tests.Contract;

namespace Ojo.Storage.Tests.Shards;

public sealed class ShardedDamageTests : DamageContract
{
    protected override IStoreWriter OpenWriter() => ShardedStore.OpenWriter(Path.Combine(Directory, "store"), ShardSpan.OfDuration(TimeSpan.FromMicroseconds(100)));

    protected override IStoreReader OpenReader() => ShardedStore.OpenReader(Path.Combine(Directory, "store"));
}
