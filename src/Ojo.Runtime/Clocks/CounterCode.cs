using Ojo.Publishing;

namespace Ojo.Clocks;

/// <summary>The few instructions that read a counter, on an executable page of their own.</summary>
/// <remarks>The page is never writable and executable at once, and stays as long as the process.</remarks>
internal static unsafe class CounterCode
{
    /// <summary>rdtsc; shl rdx, 32; or rax, rdx; ret.</summary>
    /// <remarks>
    /// No fence before it: that would cost as much as the reading. What this means for the order of threads is in
    /// docs/RECORDING.md.
    /// </remarks>
    public static ReadOnlySpan<byte> X64 => [0x0F, 0x31, 0x48, 0xC1, 0xE2, 0x20, 0x48, 0x09, 0xD0, 0xC3];

    /// <summary>mrs x0, cntvct_el0; ret. Not tested: written from the architecture's manual.</summary>
    public static ReadOnlySpan<byte> Arm64 => [0x40, 0xE0, 0x3B, 0xD5, 0xC0, 0x03, 0x5F, 0xD6];

    /// <summary>Makes code callable.</summary>
    /// <param name="code">Position-independent machine code.</param>
    /// <param name="protect">Changes a page's protection as mprotect does; a test may refuse.</param>
    /// <returns>Where it is; 0 if the system does not let anybody make executable pages.</returns>
    public static nint TryMap(ReadOnlySpan<byte> code, Func<nint, nuint, int, int>? protect = null)
    {
        nuint length = (nuint)Environment.SystemPageSize;
        try
        {
            nint page = LibC.Map(0, length, LibC.ProtectRead | LibC.ProtectWrite, LibC.MapPrivate | LibC.MapAnonymous, -1, 0);
            if (page == -1)
            {
                return 0;
            }

            code.CopyTo(new Span<byte>((void*)page, (int)length));
            if ((protect ?? LibC.Protect)(page, length, LibC.ProtectRead | LibC.ProtectExecute) == 0)
            {
                return page;
            }

            _ = LibC.Unmap(page, length);
            return 0;
        }
        catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException)
        {
            return 0;
        }
    }
}
