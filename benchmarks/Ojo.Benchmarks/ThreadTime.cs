using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Ojo.Benchmarks;

/// <summary>How long the current thread has been running, in nanoseconds: what others take of the processor is not counted.</summary>
internal static partial class ThreadTime
{
    private const int ThreadCpuTime = 3;

    public static long Now()
    {
        if (!OperatingSystem.IsLinux())
        {
            return (long)(Stopwatch.GetTimestamp() * (1e9 / Stopwatch.Frequency));
        }

        _ = ClockGetTime(ThreadCpuTime, out Timespec time);
        return (time.Seconds * 1_000_000_000) + time.Nanoseconds;
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int ClockGetTime(int clock, out Timespec time);

    [StructLayout(LayoutKind.Sequential)]
    private struct Timespec
    {
        public nint Seconds;
        public nint Nanoseconds;
    }
}
