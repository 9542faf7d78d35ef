namespace Ojo;

/// <summary>What the times of events are read from.</summary>
public enum TraceClock
{
    /// <summary>The cheapest clock that is right on this machine.</summary>
    Auto,

    /// <summary><see cref="System.Diagnostics.Stopwatch"/>, the operating system's monotonic clock.</summary>
    Stopwatch,
}
