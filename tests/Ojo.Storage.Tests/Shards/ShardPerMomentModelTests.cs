using Ojo.Storage.Shards;
using Ojo.Storage.Tests.Contract;
using Ojo.Storage.Tests.Support;

namespace Ojo.Storage.Tests.Shards;

/// <summary>A shard for each few milliseconds: files come into them in any order, and reach over their ends.</summary>
public sealed class ShardPerMomentModelTests : ModelContract
{
    private static readonly ShardSpan s_span = ShardSpan.OfDuration(TimeSpan.FromMicroseconds(20));

    protected override IStoreWriter OpenWriter() =>
        new ShardedStoreWriter(Path.Combine(Directory, "store"), s_span, Clock, isDurable: false, static _ => { });

    internal override string PieceOf(ReferenceFile file) => s_span.NameOf(FirstRecord.UnixNsOf(file.Path, TestContext.Current.CancellationToken));

    protected override IStoreReader OpenReader() => ShardedStore.OpenReader(Path.Combine(Directory, "store"));
}
