using Ojo.Storage.Shards;
using Ojo.Storage.Tests.Contract;

namespace Ojo.Storage.Tests.Shards;

/// <summary>A file for each day: the traces of these tests are in one.</summary>
public sealed class ShardedFilterTests : FilterContract
{
    protected override bool MergesBetweenFiles => true;

    protected override IStoreWriter OpenWriter() => ShardedStore.OpenWriter(Path.Combine(Directory, "store"), ShardSpan.Day);

    protected override IStoreReader OpenReader() => ShardedStore.OpenReader(Path.Combine(Directory, "store"));
}
