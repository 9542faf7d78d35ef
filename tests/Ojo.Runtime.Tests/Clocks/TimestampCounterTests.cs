using System.Globalization;
using System.Runtime.InteropServices;
using Ojo.Clocks;

namespace Ojo.Runtime.Tests.Clocks;

public sealed class TimestampCounterTests
{
    private static readonly CounterMachine s_good = new()
    {
        IsLinux = true,
        Architecture = Architecture.X64,
        IsInvariant = true,
        KernelClock = "tsc",
    };

    [Fact]
    public void Only_an_invariant_counter_that_the_kernel_itself_uses_is_taken()
    {
        Assert.Contains("Linux", Missing(s_good with { IsLinux = false }), StringComparison.Ordinal);
        Assert.Contains("invariant", Missing(s_good with { IsInvariant = false }), StringComparison.Ordinal);
        Assert.Contains("kvm-clock", Missing(s_good with { KernelClock = "kvm-clock" }), StringComparison.Ordinal);
        Assert.Contains("something else", Missing(s_good with { KernelClock = null }), StringComparison.Ordinal);
        Assert.Contains("arch_sys_counter", Missing(s_good with { Architecture = Architecture.Arm64 }), StringComparison.Ordinal);
        Assert.Contains("RiscV64", Missing(s_good with { Architecture = Architecture.RiscV64 }), StringComparison.Ordinal);
    }

    [Fact]
    public void A_system_that_forbids_executable_pages_has_no_counter()
    {
        Assert.SkipUnless(ShiftedCounter.IsPossible, "There is no code for this machine.");
        int calls = 0;
        CounterSource source = TimestampCounter.Find(s_good, (_, _, _) =>
        {
            calls++;
            return -1;
        });
        Assert.Contains("executable", source.Missing, StringComparison.Ordinal);
        Assert.Equal((1, (nint)0), (calls, source.Code));
    }

    [Fact]
    public void A_counter_that_stands_still_is_none()
    {
        Assert.SkipUnless(ShiftedCounter.IsPossible, "There is no code for this machine.");

        // xor eax, eax; ret.
        nint code = CounterCode.TryMap([0x31, 0xC0, 0xC3]);
        Assert.Contains("does not count", CounterSource.Of(ClockKind.Tsc, code, isTried: true).Missing, StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_of_code_is_executable_and_never_writable_at_once()
    {
        Assert.SkipUnless(ShiftedCounter.IsPossible, "There is no code for this machine.");
        string? before = null;
        nint code = CounterCode.TryMap(CounterCode.X64, (page, length, protection) =>
        {
            before = ProtectionOf(page);
            return Ojo.Publishing.LibC.Protect(page, length, protection);
        });
        Assert.Equal(("rw-p", "r-xp"), (before, ProtectionOf(code)));
    }

    [Fact]
    public void The_counter_counts_as_fast_as_it_is_said_to()
    {
        CounterSource source = TimestampCounter.Find(CounterMachine.Current());
        Assert.SkipWhen(source.Missing is not null, $"There is no counter here: {source.Missing}.");
        Assert.Equal(source.Kind == ClockKind.Tsc, source.IsTried);
        ClockReading first = ClockReading.Take(source.Code);
        ClockReading last;
        do
        {
            last = ClockReading.Take(source.Code);
        }
        while (last.StopwatchTicks - first.StopwatchTicks < System.Diagnostics.Stopwatch.Frequency / 100);

        long speed = ClockReading.Speed(last.Ticks - first.Ticks, last.StopwatchTicks - first.StopwatchTicks, System.Diagnostics.Stopwatch.Frequency);
        Assert.InRange(speed / (double)source.TicksPerSecond, 0.9, 1.1);
    }

    [Fact]
    public void The_code_for_Arm64_is_what_its_manual_says()
    {
        // MRS x0, CNTVCT_EL0: op0 3, op1 3, CRn 14, CRm 0, op2 2; then RET.
        uint read = 0xD5300000 | (1 << 19) | (3 << 16) | (14 << 12) | (0 << 8) | (2 << 5);
        Assert.Equal([.. BitConverter.GetBytes(read), .. BitConverter.GetBytes(0xD65F03C0)], CounterCode.Arm64.ToArray());
    }

    private static string Missing(CounterMachine machine) => TimestampCounter.Find(machine).Missing ?? "";

    private static string ProtectionOf(nint address) => File.ReadLines("/proc/self/maps")
        .Select(static line => line.Split(' ', 3))
        .Where(parts => Parse(parts[0].Split('-')[0]) <= address && address < Parse(parts[0].Split('-')[1]))
        .Select(static parts => parts[1])
        .Single();

    private static nint Parse(string hex) => nint.Parse(hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
