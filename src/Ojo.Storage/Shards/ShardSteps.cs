namespace Ojo.Storage.Shards;

/// <summary>Where a test can look at what a writer of shards has done so far, or end its process.</summary>
internal static class ShardSteps
{
    /// <summary>Called at each step of every writer of the process.</summary>
    public static Action<ShardStep>? Hook { get; set; }

    public static void Reach(ShardStep step) => Hook?.Invoke(step);
}
