namespace Ojo.Storage.Shards;

/// <summary>What a shard has of a run.</summary>
/// <param name="Shard">The shard.</param>
/// <param name="FirstNs">The run's first event there.</param>
/// <param name="LastNs">The run's last event there.</param>
internal sealed record ShardPart(ShardRow Shard, long FirstNs, long LastNs);
