namespace Ojo.Benchmarks.Recording;

/// <summary>How something is measured.</summary>
[Flags]
internal enum Ways
{
    None = 0,

    /// <summary>In a loop, on one thread.</summary>
    Loop = 1,

    /// <summary>In a loop, on two threads at once.</summary>
    TwoThreads = 2,

    /// <summary>Call by call, warm and cold.</summary>
    SingleCalls = 4,

    All = Loop | TwoThreads | SingleCalls,
}
