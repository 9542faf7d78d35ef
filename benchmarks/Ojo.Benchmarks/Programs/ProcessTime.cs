using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Ojo.Benchmarks.Programs;

/// <summary>What whole processes had of the processors, in seconds.</summary>
internal static partial class ProcessTime
{
    private const int Children = -1;

    /// <summary>All threads of this process so far: the program's and the system's part.</summary>
    public static double Own() => Environment.CpuUsage.TotalTime.TotalSeconds;

    /// <summary>All processes that this one has started and waited for; 0 where the system does not say.</summary>
    public static double OfEndedChildren()
    {
        if (!OperatingSystem.IsLinux() || GetResourceUsage(Children, out ResourceUsage usage) != 0)
        {
            return 0;
        }

        return usage.Words[0] + usage.Words[2] + ((usage.Words[1] + usage.Words[3]) / 1e6);
    }

    [LibraryImport("libc", EntryPoint = "getrusage")]
    private static partial int GetResourceUsage(int who, out ResourceUsage usage);

    /// <summary>struct rusage: seconds and microseconds in the program, the same in the system, then fourteen numbers.</summary>
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
