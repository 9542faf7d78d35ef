using System.Runtime.InteropServices;

namespace Ojo.Clocks;

/// <summary>This process's way to the processor's counter.</summary>
internal static class TimestampCounter
{
    private static readonly Lazy<CounterSource> s_found = new(static () => Find(CounterMachine.Current()));

    /// <summary>What the current thread's tracers take instead, in a test.</summary>
    [ThreadStatic]
    public static CounterSource? Substitute;

    /// <summary>The counter, looked for when somebody first asks.</summary>
    public static CounterSource Source => Substitute ?? s_found.Value;

    /// <summary>Looks whether a machine's counter can be trusted and read.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="protect">As in <see cref="CounterCode.TryMap"/>.</param>
    public static CounterSource Find(CounterMachine machine, Func<nint, nuint, int, int>? protect = null)
    {
        if (!machine.IsLinux)
        {
            return CounterSource.None("this is not Linux");
        }

        return machine.Architecture switch
        {
            Architecture.X64 when !machine.IsInvariant => CounterSource.None("the processor does not say that its counter is invariant"),
            Architecture.X64 => Map(machine, "tsc", ClockKind.Tsc, CounterCode.X64, isTried: true, protect),
            Architecture.Arm64 => Map(machine, "arch_sys_counter", ClockKind.Cntvct, CounterCode.Arm64, isTried: false, protect),
            _ => CounterSource.None($"there is no code to read it on {machine.Architecture}"),
        };
    }

    private static CounterSource Map(
        CounterMachine machine, string kernelClock, ClockKind kind, ReadOnlySpan<byte> code, bool isTried, Func<nint, nuint, int, int>? protect)
    {
        if (machine.KernelClock != kernelClock)
        {
            return CounterSource.None($"the kernel itself reads the time from {machine.KernelClock ?? "something else"} and not from {kernelClock}");
        }

        nint mapped = CounterCode.TryMap(code, protect);
        return mapped == 0
            ? CounterSource.None("the system allows no executable pages")
            : CounterSource.Of(kind, mapped, isTried, () => CounterMachine.ReadKernelClock() == kernelClock);
    }
}
