namespace Ojo.Storage.Sqlite.Writing;

/// <summary>Where a test can end the process of a writer.</summary>
internal static class StoreSteps
{
    /// <summary>Called at each step of every writer of the process.</summary>
    public static Action<StoreStep>? Hook { get; set; }

    public static void Reach(StoreStep step) => Hook?.Invoke(step);
}
