using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Ojo.Clocks;

/// <summary>How ticks become time, as a ring file keeps it.</summary>
[StructLayout(LayoutKind.Explicit, Size = ByteSize)]
internal struct ClockTable
{
    public const int MostAnchors = 126;
    public const int ByteSize = 16 + (MostAnchors * 16);

    /// <summary>The slope before the first anchor and after the last.</summary>
    [FieldOffset(0)]
    public long TicksPerSecond;

    /// <summary>How many anchors there are; 0: the header's start and frequency are all there is to it.</summary>
    [FieldOffset(8)]
    public uint AnchorCount;

    /// <summary>Pairs of ticks and nanoseconds since the run's start, both ascending.</summary>
    [FieldOffset(16)]
    public AnchorArray Anchors;

    /// <summary>Room for the most anchors.</summary>
    [InlineArray(MostAnchors)]
    internal struct AnchorArray
    {
        private ClockAnchor _first;
    }
}
