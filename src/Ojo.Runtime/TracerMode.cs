namespace Ojo;

/// <summary>What a tracer does with what it records.</summary>
public enum TracerMode
{
    /// <summary>Everything goes into trace files, as soon as it can; a full buffer drops the newest.</summary>
    Stream,

    /// <summary>
    /// The newest is kept in the buffer, over the same time for all threads, and goes into files when a snapshot is taken
    /// (<see cref="Tracer.Snapshot"/>); a full buffer gives up the oldest.
    /// </summary>
    FlightRecorder,
}
