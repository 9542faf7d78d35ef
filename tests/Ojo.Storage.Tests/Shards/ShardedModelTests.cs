using Ojo.Storage.Shards;
using Ojo.Storage.Tests.Contract;
using Ojo.Storage.Tests.Support;

namespace Ojo.Storage.Tests.Shards;

/// <summary>A file for each day: runs that count in nanoseconds begin on another than those that count in microseconds.</summary>
public sealed class ShardedModelTests : ModelContract
{
    protected override IStoreWriter OpenWriter() => new ShardedStoreWriter(Path.Combine(Directory, "store"), ShardSpan.Day, Clock, isDurable: false, static _ => { });

    internal override string PieceOf(ReferenceFile file) => ShardSpan.Day.NameOf(FirstRecord.UnixNsOf(file.Path, TestContext.Current.CancellationToken));

    protected override IStoreReader OpenReader() => ShardedStore.OpenReader(Path.Combine(Directory, "store"));
}
