namespace Ojo.Storage.Shards;

/// <summary>A shard is newer than the state of the index that a question began with: it has to begin anew.</summary>
internal sealed class StaleIndexException(string shard) : Exception($"The shard {shard} was written to meanwhile.");
