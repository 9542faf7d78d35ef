namespace Ojo.Watcher;

/// <summary>What a watcher did.</summary>
/// <param name="Files">Trace files taken in; those that the store had already are not counted.</param>
/// <param name="Events">Events taken in.</param>
/// <param name="Dropped">Events that the files' tracers say they lost.</param>
/// <param name="Quarantined">Bad files put aside.</param>
/// <param name="Failed">Good files that could not be taken in: unreadable, or the store was not to be had.</param>
/// <param name="Elapsed">From the start to the end.</param>
public sealed record WatcherSummary(long Files, long Events, long Dropped, long Quarantined, long Failed, TimeSpan Elapsed)
{
    /// <summary>Events per second of the time that it took.</summary>
    public double EventsPerSecond => Elapsed > TimeSpan.Zero ? Events / Elapsed.TotalSeconds : 0;
}
