namespace Ojo.FlightRecorder;

/// <summary>What is known of the time over which a snapshot is whole, in the unit of the run's files.</summary>
/// <param name="Missing">When the last event happened that is in no file; null if there is none.</param>
/// <param name="End">Where the window ends; null if right after the last event.</param>
internal readonly record struct SnapshotWindow(ulong? Missing, ulong? End)
{
    /// <summary>Where nobody can say what is missing.</summary>
    public static SnapshotWindow Unknown => new(ulong.MaxValue, null);
}
