namespace Ojo.Clocks;

/// <summary>What a run's ticks were read from. The numbers stand in ring files.</summary>
internal enum ClockKind
{
    /// <summary><see cref="System.Diagnostics.Stopwatch"/>.</summary>
    Stopwatch = 0,

    /// <summary>The time stamp counter of an x64 processor.</summary>
    Tsc = 1,

    /// <summary>The virtual counter of an Arm64 processor, <c>CNTVCT_EL0</c>.</summary>
    Cntvct = 2,
}
