namespace Ojo;

/// <summary>What the times of events are read from.</summary>
public enum TraceClock
{
    /// <summary>The cheapest clock that is right on this machine: the counter where it can be trusted, else Stopwatch.</summary>
    Auto,

    /// <summary><see cref="System.Diagnostics.Stopwatch"/>, the operating system's monotonic clock.</summary>
    Stopwatch,

    /// <summary>
    /// The processor's counter; Stopwatch, with a warning, where it cannot be had: outside of Linux, where it is not invariant or the
    /// kernel itself does not read the time from it, and where executable pages are forbidden.
    /// </summary>
    TimestampCounter,
}
