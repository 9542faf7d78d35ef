using System.Runtime.InteropServices;

namespace Ojo.Clocks;

/// <summary>The second page of a ring file: which clock the ticks are of, and how they become time.</summary>
/// <remarks>
/// There are two tables, of which one holds. The flusher fills the other and then stores <see cref="Current"/> with release
/// semantics, so that at every instant one is whole.
/// </remarks>
[StructLayout(LayoutKind.Explicit, Size = ByteSize)]
internal struct ClockPage
{
    public const int ByteSize = 4096;

    /// <summary>A <see cref="ClockKind"/>.</summary>
    [FieldOffset(0)]
    public uint Kind;

    /// <summary>Which table holds: 0 or 1.</summary>
    [FieldOffset(4)]
    public uint Current;

    [FieldOffset(32)]
    public ClockTable Table0;

    [FieldOffset(32 + ClockTable.ByteSize)]
    public ClockTable Table1;

    /// <summary>Makes <paramref name="line"/> the one that holds.</summary>
    public void Store(AnchorLine line)
    {
        uint next = 1 - Current;
        ref ClockTable table = ref (next == 0 ? ref Table0 : ref Table1);
        table.TicksPerSecond = line.TicksPerSecond;
        table.AnchorCount = (uint)line.Anchors.Count;
        for (int anchor = 0; anchor < line.Anchors.Count; anchor++)
        {
            table.Anchors[anchor] = line.Anchors[anchor];
        }

        Volatile.Write(ref Current, next);
    }

    /// <summary>The line that holds, as it is read from a file that may be damaged.</summary>
    /// <returns>Null if there is none, or it makes no sense.</returns>
    public readonly AnchorLine? Load()
    {
        ClockTable table = Current == 0 ? Table0 : Table1;
        if (Current > 1 || table.AnchorCount is 0 or > ClockTable.MostAnchors || table.TicksPerSecond <= 0)
        {
            return null;
        }

        ReadOnlySpan<ClockAnchor> anchors = ((ReadOnlySpan<ClockAnchor>)table.Anchors)[..(int)table.AnchorCount];
        for (int at = 0; at < anchors.Length; at++)
        {
            if (anchors[at].Nanoseconds < 0
                || (at > 0 && (anchors[at].Ticks <= anchors[at - 1].Ticks || anchors[at].Nanoseconds < anchors[at - 1].Nanoseconds)))
            {
                return null;
            }
        }

        return new AnchorLine(anchors, table.TicksPerSecond);
    }
}
