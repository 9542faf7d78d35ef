namespace Ojo.Storage.Shards;

/// <summary>The order of events that have one time and one flow, over all shards.</summary>
/// <remarks>
/// Within a shard it is the order of arrival. Between shards that order is not to be had: where a shard merges the blocks of
/// several files, the places of their events move together, over those that have gone to another shard meanwhile. So the shard
/// that was begun first comes first, whatever is merged when.
/// </remarks>
internal static class ShardPlace
{
    // Room for some 17 million million events, and for an hourly shard for sixty years.
    private const int PlaceBits = 44;

    /// <summary>The place among all shards' events of what has a place in one shard.</summary>
    public static long Of(ShardRow shard, long place) => (shard.Id << PlaceBits) + place;
}
