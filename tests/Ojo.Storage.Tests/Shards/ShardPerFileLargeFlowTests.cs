using Ojo.Storage.Queries;
using Ojo.Storage.Shards;
using Ojo.Storage.Tests.Contract;

namespace Ojo.Storage.Tests.Shards;

/// <summary>A shard for each trace file: whatever is asked goes over the borders of shards.</summary>
public sealed class ShardPerFileLargeFlowTests : LargeFlowContract
{
    protected override IStoreWriter OpenWriter() => ShardedStore.OpenWriter(Path.Combine(Directory, "store"), ShardSpan.OfSize(1));

    protected override IStoreReader OpenReader() => ShardedStore.OpenReader(Path.Combine(Directory, "store"));

    [Fact]
    public void A_flow_of_several_shards_is_summed_up_once_while_the_store_stays_as_it_is()
    {
        Ingest(Trace(0, 60_000), TraceName(10, 0));
        Ingest(Trace(60_000, 90_000), TraceName(10, 1));

        FlowDetails first = Reader.GetFlow(new FlowKey(1, 7))!;
        FlowDetails second = Reader.GetFlow(new FlowKey(1, 7))!;

        Assert.Equal(90_000, first.Row.Events);
        Assert.Same(first, second);
    }
}
