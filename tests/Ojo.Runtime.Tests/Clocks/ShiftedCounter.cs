using System.Runtime.InteropServices;
using Ojo.Clocks;

namespace Ojo.Runtime.Tests.Clocks;

/// <summary>The processor's counter with something added to it, for the tracers of the current thread.</summary>
/// <remarks>The page of code and the word that is added stay: a thread that was held up may still read.</remarks>
internal sealed unsafe class ShiftedCounter : IDisposable
{
    private readonly long* _shift;

    public ShiftedCounter()
    {
        _shift = (long*)NativeMemory.AllocZeroed(sizeof(long));

        // As the counter's own code; then mov rcx, address; add rax, [rcx]; ret.
        byte[] code = [.. CounterCode.X64[..^1], 0x48, 0xB9, .. BitConverter.GetBytes((nint)_shift), 0x48, 0x03, 0x01, 0xC3];
        Code = CounterCode.TryMap(code);
        Assert.NotEqual(0, Code);
        TimestampCounter.Substitute = CounterSource.Of(ClockKind.Tsc, Code, isTried: true);
    }

    public static bool IsPossible => TimestampCounter.Find(CounterMachine.Current()) is { Missing: null, Kind: ClockKind.Tsc };

    public nint Code { get; }

    public long Shift
    {
        get => *_shift;
        set => *_shift = value;
    }

    public void Dispose() => TimestampCounter.Substitute = null;
}
