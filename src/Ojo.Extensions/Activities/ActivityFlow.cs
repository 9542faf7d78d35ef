using System.Buffers.Binary;
using System.Diagnostics;

namespace Ojo.Extensions;

/// <summary>Which flow an activity's events belong to.</summary>
internal static class ActivityFlow
{
    /// <summary>Set in the flow ids that the bridges make, so that they stay clear of a protocol's own, which usually count up from 0.</summary>
    public const uint Mark = 0x8000_0000;

    /// <summary>
    /// The flow of an activity's trace, the same in every process: the mark, and the lowest 31 bits of the trace id, which are
    /// random (W3C Trace Context, level 2, section 3.2.2.3). 0 without an activity, or for one that is no W3C trace's.
    /// </summary>
    public static uint Of(Activity? activity)
    {
        if (activity is null || activity.IdFormat != ActivityIdFormat.W3C)
        {
            return 0;
        }

        Span<byte> lowest = stackalloc byte[sizeof(uint)];
        HexDigits.Read(activity.TraceId.ToHexString().AsSpan()[^8..], lowest);
        return Mark | BinaryPrimitives.ReadUInt32BigEndian(lowest);
    }
}
