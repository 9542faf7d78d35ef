using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Ojo.Benchmarks;

/// <summary>What the current thread had of the processor: what others take of it is not counted.</summary>
internal static partial class ThreadTime
{
    private const int ThreadCpuTime = 3;
    private const int ThisThread = 1;

    /// <summary>How long it has been running, in nanoseconds.</summary>
    public static long Now()
    {
        if (!OperatingSystem.IsLinux())
        {
            return (long)(Stopwatch.GetTimestamp() * (1e9 / Stopwatch.Frequency));
        }

        _ = ClockGetTime(ThreadCpuTime, out Timespec time);
        return (time.Seconds * 1_000_000_000) + time.Nanoseconds;
    }

    /// <summary>How often it was taken off the processor though it had something to do; 0 where the system does not say.</summary>
    public static long InvoluntarySwitches()
    {
        if (!OperatingSystem.IsLinux() || GetResourceUsage(ThisThread, out ResourceUsage usage) != 0)
        {
            return 0;
        }

        return usage.Words[^1];
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int ClockGetTime(int clock, out Timespec time);

    [LibraryImport("libc", EntryPoint = "getrusage")]
    private static partial int GetResourceUsage(int who, out ResourceUsage usage);

    [StructLayout(LayoutKind.Sequential)]
    private struct Timespec
    {
        public nint Seconds;
        public nint Nanoseconds;
    }

    /// <summary>struct rusage: two times of two words, then fourteen numbers, of which the last is the involuntary switches.</summary>
    private struct ResourceUsage
    {
        public WordArray Words;

        [InlineArray(18)]
        public struct WordArray
        {
            private nint _first;
        }
    }
}
