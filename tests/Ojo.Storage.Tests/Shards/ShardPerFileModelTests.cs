using Ojo.Storage.Shards;
using Ojo.Storage.Tests.Contract;
using Ojo.Storage.Tests.Support;

namespace Ojo.Storage.Tests.Shards;

/// <summary>A shard for each trace file: whatever is asked goes over the borders of shards.</summary>
public sealed class ShardPerFileModelTests : ModelContract
{
    protected override IStoreWriter OpenWriter() => new ShardedStoreWriter(Path.Combine(Directory, "store"), ShardSpan.OfSize(1), Clock, isDurable: false, static _ => { });

    internal override string PieceOf(ReferenceFile file) => $"file {file.Index}";

    protected override IStoreReader OpenReader() => ShardedStore.OpenReader(Path.Combine(Directory, "store"));
}
