using System.ComponentModel;

namespace Ojo.Catalogue;

/// <summary>Points in time as nanoseconds since the Unix epoch and back. Called by generated code.</summary>
/// <remarks>
/// 64 bits in two's complement reach from the year 1677 to 2262; what lies further away saturates. .NET counts in 100 ns,
/// so what another writer says of single nanoseconds is lost in <see cref="ToDateTime"/>, and kept in the trace.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class TimestampField
{
    private const long NsPerTick = 100;

    /// <summary>The field's bits. A local time is converted; one that does not say what it is counts as UTC.</summary>
    public static ulong ToBits(DateTime value) => FromTicks((value.Kind == DateTimeKind.Local ? value.ToUniversalTime() : value).Ticks);

    /// <summary>The field's bits; the offset is lost.</summary>
    public static ulong ToBits(DateTimeOffset value) => FromTicks(value.UtcTicks);

    /// <summary>The time of a field's bits, in UTC.</summary>
    public static DateTime ToDateTime(ulong bits) => new(Ticks(bits), DateTimeKind.Utc);

    /// <summary>The time of a field's bits, with an offset of 0.</summary>
    public static DateTimeOffset ToDateTimeOffset(ulong bits) => new(Ticks(bits), TimeSpan.Zero);

    private static ulong FromTicks(long ticks)
    {
        long sinceEpoch = Math.Clamp(ticks - DateTime.UnixEpoch.Ticks, long.MinValue / NsPerTick, long.MaxValue / NsPerTick);
        return unchecked((ulong)(sinceEpoch * NsPerTick));
    }

    private static long Ticks(ulong bits) => DateTime.UnixEpoch.Ticks + (unchecked((long)bits) / NsPerTick);
}
