using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Ojo.Clocks;

/// <summary>What there is to know of a machine before its counter is trusted.</summary>
internal sealed record CounterMachine
{
    private const string ClockSourcePath = "/sys/devices/system/clocksource/clocksource0/current_clocksource";
    private const int LastExtendedLeaf = unchecked((int)0x80000000);
    private const int PowerLeaf = unchecked((int)0x80000007);
    private const int InvariantBit = 1 << 8;

    public required bool IsLinux { get; init; }

    public required Architecture Architecture { get; init; }

    /// <summary>Whether an x64 processor says that its counter runs at one speed and never stops.</summary>
    public required bool IsInvariant { get; init; }

    /// <summary>What the kernel itself reads the time from; null if it does not say.</summary>
    public required string? KernelClock { get; init; }

    /// <summary>The machine that this is.</summary>
    public static CounterMachine Current() => new()
    {
        IsLinux = OperatingSystem.IsLinux(),
        Architecture = RuntimeInformation.ProcessArchitecture,
        IsInvariant = SaysInvariant(),
        KernelClock = ReadKernelClock(),
    };

    /// <summary>What the kernel reads the time from now; null if it does not say.</summary>
    public static string? ReadKernelClock()
    {
        try
        {
            return OperatingSystem.IsLinux() ? File.ReadAllText(ClockSourcePath).Trim() : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static bool SaysInvariant() =>
        X86Base.IsSupported
        && (uint)X86Base.CpuId(LastExtendedLeaf, 0).Eax >= unchecked((uint)PowerLeaf)
        && (X86Base.CpuId(PowerLeaf, 0).Edx & InvariantBit) != 0;
}
