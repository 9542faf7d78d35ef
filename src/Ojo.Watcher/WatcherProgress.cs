namespace Ojo.Watcher;

/// <summary>What a watcher has done so far.</summary>
/// <param name="Files">Trace files taken in; those that the store had already are not counted.</param>
/// <param name="Events">Events taken in.</param>
/// <param name="Dropped">Events that the files' tracers say they lost.</param>
/// <param name="Quarantined">Bad files put aside.</param>
/// <param name="Remaining">Files that are known and still to be looked at.</param>
/// <param name="Elapsed">The time since the start.</param>
/// <param name="RemainingBytes">How long those files are, in bytes.</param>
/// <param name="EventsPerSecond">How quickly events were taken in since there was last nothing to do.</param>
/// <param name="RemainingTime">How long what remains will take at the speed since then; null while nobody can say.</param>
public readonly record struct WatcherProgress(
    long Files, long Events, long Dropped, long Quarantined, int Remaining, TimeSpan Elapsed, long RemainingBytes, double EventsPerSecond, TimeSpan? RemainingTime);
