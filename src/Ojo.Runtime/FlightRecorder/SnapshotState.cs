namespace Ojo.FlightRecorder;

/// <summary>How far a run's snapshots have come, as its ring says.</summary>
/// <param name="Sequence">The number of the next snapshot; 0 if there was none.</param>
/// <param name="FirstFile">The number of the first trace file that is in none of them.</param>
/// <param name="WindowEnd">Where the window of the newest ends, in the unit of the run's files.</param>
/// <param name="LastTime">The time of the last record in its files, which may be after that.</param>
internal readonly record struct SnapshotState(uint Sequence, uint FirstFile, ulong WindowEnd, ulong LastTime);
