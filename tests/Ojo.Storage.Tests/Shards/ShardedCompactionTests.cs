using Ojo.Storage.Shards;
using Ojo.Storage.Tests.Contract;

namespace Ojo.Storage.Tests.Shards;

public sealed class ShardedCompactionTests : CompactionContract
{
    protected override IStoreWriter OpenWriter() => ShardedStore.OpenWriter(PathOf("store"), ShardSpan.Day);

    protected override IStoreReader OpenReader() => ShardedStore.OpenReader(PathOf("store"));

    protected override (IStoreWriter Writer, IStoreReader Reader) OpenAnother(string name)
    {
        IStoreWriter writer = ShardedStore.OpenWriter(PathOf(name), ShardSpan.Day);
        return (writer, ShardedStore.OpenReader(PathOf(name)));
    }

    private string PathOf(string name) => Path.Combine(Directory, name + ".shards");
}
