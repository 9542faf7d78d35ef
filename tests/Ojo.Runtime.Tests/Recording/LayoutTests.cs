using System.Runtime.InteropServices;
using Ojo.Clocks;
using Ojo.Format;
using Ojo.Recording;

namespace Ojo.Runtime.Tests.Recording;

/// <summary>The sizes and places that another process relies on.</summary>
public sealed unsafe class LayoutTests
{
    [Fact]
    public void Sizes_are_what_they_are_said_to_be()
    {
        Assert.Equal(24, sizeof(TraceRecord));
        Assert.Equal(4096, sizeof(RingHeader));
        Assert.Equal(4096, sizeof(ClockPage));
        Assert.Equal(2032, sizeof(ClockTable));
        Assert.Equal(16, sizeof(ClockAnchor));
        Assert.Equal(64, sizeof(ChunkHeader));
        Assert.Equal(128, sizeof(LaneSlot));
        Assert.Equal(2728, RingLayout.ChunkRecords);
        Assert.Equal(64 * 1024, sizeof(ChunkHeader) + (RingLayout.ChunkRecords * RingLayout.RecordSize));
    }

    [Fact]
    public void A_file_record_s_fields_are_where_the_format_puts_them()
    {
        TraceRecord record = new(0x0706050403020100, 0x0B0A0908, 0x0F0E0D0C, 0x1716151413121110);
        Assert.Equal(Enumerable.Range(0, 24).Select(static n => (byte)n), MemoryMarshal.AsBytes(new Span<TraceRecord>(ref record)).ToArray());
    }

    [Fact]
    public void The_ring_header_s_fields_are_where_a_salvager_looks_for_them()
    {
        RingHeader h = default;
        AssertOffset(0, &h, &h.Magic);
        AssertOffset(8, &h, &h.Layout);
        AssertOffset(12, &h, &h.ProcessId);
        AssertOffset(16, &h, &h.BatchStart);
        AssertOffset(24, &h, &h.StartTicks);
        AssertOffset(32, &h, &h.TicksPerSecond);
        AssertOffset(40, &h, &h.FormatVersion);
        AssertOffset(44, &h, &h.LaneCapacity);
        AssertOffset(48, &h, &h.LanesOffset);
        AssertOffset(56, &h, &h.ChunksOffset);
        AssertOffset(64, &h, &h.ChunkCapacity);
        AssertOffset(68, &h, &h.ChunksPrepared);
        AssertOffset(72, &h, &h.FileSequence);
        AssertOffset(76, &h, &h.IsClosed);
        AssertOffset(80, &h, &h.StringsOffset);
        AssertOffset(88, &h, &h.StringsCapacity);
        AssertOffset(896, &h, &h.StringsCommitted);
        AssertOffset(96, &h, &h.IsFilePending);
        AssertOffset(100, &h, &h.DropCause);
        AssertOffset(104, &h, &h.IsLocked);
        AssertOffset(108, &h, &h.Durability);
        AssertOffset(112, &h, &h.BootId);
        AssertOffset(1024, &h, &h.NoChunk);
        AssertOffset(2044, &h, &h.DescriptionLength);
        Assert.Equal((2048, 2048), (RingHeader.DescriptionOffset, RingHeader.LongestDescription));
        Assert.Equal(3u, RingHeader.CurrentLayout);
        Assert.Equal("OJORING\0"u8.ToArray(), BitConverter.GetBytes(RingHeader.RingMagic));
    }

    [Fact]
    public void The_clock_s_page_is_where_a_salvager_looks_for_it()
    {
        ClockPage page = default;
        AssertOffset(0, &page, &page.Kind);
        AssertOffset(4, &page, &page.Current);
        AssertOffset(32, &page, &page.Table0);
        AssertOffset(2064, &page, &page.Table1);
        AssertOffset(32, &page, &page.Table0.TicksPerSecond);
        AssertOffset(40, &page, &page.Table0.AnchorCount);
        AssertOffset(48, &page, &page.Table0.Anchors);
        Assert.Equal((4096, 8192), (RingLayout.ClockOffset, RingLayout.LanesOffset));
        Assert.Equal([0, 1, 2], [(int)ClockKind.Stopwatch, (int)ClockKind.Tsc, (int)ClockKind.Cntvct]);
    }

    [Fact]
    public void A_chunk_header_s_fields_are_where_a_salvager_looks_for_them()
    {
        ChunkHeader c = default;
        AssertOffset(0, &c, &c.Committed);
        AssertOffset(8, &c, &c.Limit);
        AssertOffset(12, &c, &c.State);
        AssertOffset(16, &c, &c.Lane);
        AssertOffset(20, &c, &c.Next);
        AssertOffset(24, &c, &c.Sequence);
        AssertOffset(32, &c, &c.LostBefore);
        AssertOffset(40, &c, &c.GapFirst);
        AssertOffset(48, &c, &c.GapLast);
        AssertOffset(56, &c, &c.Drained);
        AssertOffset(60, &c, &c.Draining);
    }

    [Fact]
    public void A_lane_slot_s_fields_are_where_a_salvager_looks_for_them()
    {
        LaneSlot s = default;
        AssertOffset(0, &s, &s.IsTaken);
        AssertOffset(4, &s, &s.ThreadId);
        AssertOffset(8, &s, &s.Chunk);
        AssertOffset(12, &s, &s.Next);
        AssertOffset(16, &s, &s.NewestSequence);
        AssertOffset(24, &s, &s.EventsCompleted);
        AssertOffset(32, &s, &s.Lost);
        AssertOffset(40, &s, &s.GapFirst);
        AssertOffset(48, &s, &s.GapLast);
        AssertOffset(64, &s, &s.LostReported);
        AssertOffset(72, &s, &s.LostReporting);
        AssertOffset(80, &s, &s.ReportedUntil);
        AssertOffset(88, &s, &s.ReportingUntil);
    }

    [Fact]
    public void What_different_threads_change_is_on_different_cache_lines()
    {
        RingHeader h = default;
        long[] lines =
        [
            Line(&h, &h.FreeChunks), Line(&h, &h.FreeChunkCount), Line(&h, &h.CompleteChunks), Line(&h, &h.CompleteChunkCount),
            Line(&h, &h.FreeLanes), Line(&h, &h.ChunkSequence), Line(&h, &h.ChunksPrepared), Line(&h, &h.NoChunk),
            Line(&h, &h.StringsCommitted),
        ];
        Assert.Equal(lines.Length, lines.Distinct().Count());
    }

    [Theory]
    [InlineData(4)]
    [InlineData(64)]
    [InlineData(8192)]
    [InlineData(1_000_000)]
    public void Strings_and_then_chunks_begin_after_the_lanes_at_a_whole_chunk(int chunks)
    {
        int lanes = RingLayout.LanesFor(chunks);
        long strings = RingLayout.StringsOffset(lanes);
        Assert.Equal(0, strings % RingLayout.ChunkSize);
        Assert.True(strings >= sizeof(RingHeader) + sizeof(ClockPage) + ((long)lanes * sizeof(LaneSlot)));
        Assert.Equal(strings + (2 * RingLayout.ChunkSize), RingLayout.ChunksOffset(lanes, 100_000));
    }

    private static void AssertOffset(long expected, void* start, void* field) => Assert.Equal(expected, (byte*)field - (byte*)start);

    private static long Line(void* start, void* field) => ((byte*)field - (byte*)start) / 64;
}
