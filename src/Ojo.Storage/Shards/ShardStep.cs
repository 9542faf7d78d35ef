namespace Ojo.Storage.Shards;

/// <summary>Where a writer of shards may die, as tests make it do.</summary>
internal enum ShardStep
{
    /// <summary>The index says that a shard is about to be written to.</summary>
    Announced,

    /// <summary>The index has a file, and its shard has not yet.</summary>
    IndexCommitted,

    /// <summary>Both have it.</summary>
    ShardCommitted,

    /// <summary>A shard that is to go has another name, and the index does not know yet.</summary>
    Renamed,

    /// <summary>The index knows that it is gone, and its file is still there.</summary>
    RemovalCommitted,

    /// <summary>Nothing is left of it.</summary>
    Removed,
}
