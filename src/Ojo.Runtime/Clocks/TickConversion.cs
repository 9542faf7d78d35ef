using System.Runtime.CompilerServices;

namespace Ojo.Clocks;

/// <summary>Turns ticks of a clock into whole units since a start: exactly, rounded down, and never going backwards.</summary>
/// <remarks>
/// The quotient is first estimated by a multiplication with the reciprocal of the ratio, which is at most one too small,
/// and then set right by its remainder. A division takes several times as long.
/// </remarks>
internal readonly struct TickConversion
{
    private readonly long _start;
    private readonly ulong _numerator;
    private readonly ulong _denominator;
    private readonly ulong _reciprocal;

    /// <param name="start">The ticks at which time is 0; earlier ones are 0 too.</param>
    /// <param name="ticksPerSecond">The clock's frequency.</param>
    /// <param name="unitsPerSecond">The unit that is converted to.</param>
    public TickConversion(long start, long ticksPerSecond, long unitsPerSecond)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(ticksPerSecond);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(unitsPerSecond);
        long divisor = GreatestCommonDivisor(ticksPerSecond, unitsPerSecond);
        _start = start;
        _numerator = (ulong)(unitsPerSecond / divisor);
        _denominator = (ulong)(ticksPerSecond / divisor);
        _reciprocal = _denominator == 1 ? 0 : (ulong)((UInt128.One << 64) / _denominator);
    }

    /// <summary>Time since the start, in units.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong ToUnits(long ticks)
    {
        ulong elapsed = (ulong)Math.Max(0, ticks - _start);
        ulong high = Math.BigMul(elapsed, _numerator, out ulong low);
        if (high != 0)
        {
            return ToUnitsBy128Bits(elapsed);
        }

        if (_denominator == 1)
        {
            return low;
        }

        ulong quotient = Math.BigMul(low, _reciprocal, out _);
        ulong remainder = low - (quotient * _denominator);
        return remainder >= _denominator ? quotient + 1 : quotient;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private ulong ToUnitsBy128Bits(ulong elapsed) => (ulong)((UInt128)elapsed * _numerator / _denominator);

    private static long GreatestCommonDivisor(long a, long b) => b == 0 ? a : GreatestCommonDivisor(b, a % b);
}
