using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Ojo.Format;

namespace Ojo.Runtime.Tests.Format;

public sealed class TraceFileReaderTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void A_file_of_another_writer_without_BATCH_END_is_read()
    {
        string path = Save(Header(1, 77), [new(1, 2, 3, 4), new(5, 6, 0x70000000, 8)]);
        using TraceFileReader reader = TraceFileReader.Open(path);
        Assert.Equal((1, 77ul, 0ul, 2L, false), (reader.Version, reader.BatchStart, reader.SchemaHash, reader.RecordCount, reader.HasChecksum));
        TraceRecord[] records = new TraceRecord[10];
        Assert.Equal(2, reader.Read(records));
        Assert.Equal(new TraceRecord(1, 2, 3, 4), records[0]);
        Assert.Equal(new TraceRecord(5, 6, 0x70000000, 8), records[1]);
        Assert.Equal(0, reader.Read(records));
    }

    [Fact]
    public void Reserved_bytes_may_be_anything()
    {
        byte[] header = Header(1, 0);
        header.AsSpan(5, 3).Fill(0xEE);
        header.AsSpan(16, 8).Fill(0xEE);
        using TraceFileReader reader = TraceFileReader.Open(Save(header, []));
        Assert.Equal(0ul, reader.SchemaHash);
        Assert.Equal(0, reader.Read(new TraceRecord[1]));
    }

    [Fact]
    public void A_file_that_ends_in_its_header_is_refused() =>
        Refuses(Header(1, 0)[..23], "has 23 bytes");

    [Fact]
    public void An_empty_file_is_refused() => Refuses([], "has 0 bytes");

    [Fact]
    public void Another_magic_is_refused_and_shown() =>
        Refuses([.. "PK\x03\x04"u8, .. Header(1, 0)[4..]], "504B0304");

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(255)]
    public void An_unknown_version_is_refused(int version) => Refuses(Header(version, 0), $"version {version}");

    [Fact]
    public void A_file_cut_inside_a_record_is_refused_with_the_place() =>
        Refuses([.. Header(1, 0), .. Bytes([new(1, 1, 1, 1), new(2, 1, 1, 1)])[..^1]], "offset 48");

    [Fact]
    public void A_BATCH_END_that_counts_otherwise_is_refused()
    {
        byte[] complete = Complete([new(1, 1, 1, 1), new(2, 1, 1, 1)]);
        byte[] oneRecordGone = [.. complete[..24], .. complete[48..]];
        Refuses(oneRecordGone, "1 records before its BATCH_END");
    }

    [Fact]
    public void Any_changed_bit_before_BATCH_END_and_in_its_counts_is_noticed()
    {
        byte[] complete = Complete([new(1, 1, 1, 1), new(2, 1, 1, 2), new(2, 2, 2, 3)]);
        int batchEnd = complete.Length - 24;
        for (int bit = 0; bit < complete.Length * 8; bit++)
        {
            // The time of BATCH_END means nothing.
            if (bit / 64 == batchEnd / 8)
            {
                continue;
            }

            byte[] damaged = [.. complete];
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            string path = SaveBytes(damaged);

            // A changed type makes of BATCH_END an event of another writer's file: that one has no checksum.
            bool isBatchEndGone = bit / 32 == (batchEnd + 12) / 4;
            Exception? thrown = Record.Exception(() => TraceFiles.Read(path));
            Assert.True(isBatchEndGone ? thrown is null or TraceFormatException : thrown is TraceFormatException, $"bit {bit}: {thrown}");
        }
    }

    [Fact]
    public void The_last_slice_is_not_handed_out_before_the_checksum_is_known()
    {
        byte[] damaged = Complete([.. Enumerable.Range(0, 100).Select(static n => new TraceRecord((ulong)n, 1, 1, 1))]);
        damaged[24 + (24 * 50) + 16] ^= 1;
        using TraceFileReader reader = TraceFileReader.Open(SaveBytes(damaged));
        TraceRecord[] slice = new TraceRecord[60];
        Assert.InRange(reader.Read(slice), 1, 60);
        TraceFormatException thrown = Assert.Throws<TraceFormatException>(() => reader.Read(slice));
        Assert.Contains("CRC-32C", thrown.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(7)]
    [InlineData(1000)]
    public void A_head_and_its_EXTENDs_are_never_parted(int slice)
    {
        List<TraceRecord> records = [];
        for (ulong n = 0; n < 300; n++)
        {
            records.Add(new TraceRecord(n, (uint)n, 0x10001, n));
            for (ulong word = 0; word < n % 3; word++)
            {
                records.Add(new TraceRecord(n, (uint)n, MetaEvent.Extend, word));
            }
        }

        using TraceFileReader reader = TraceFileReader.Open(SaveBytes(Complete([.. records])));
        TraceRecord[] buffer = new TraceRecord[slice];
        List<TraceRecord> read = [];
        for (int count = reader.Read(buffer); count > 0; count = reader.Read(buffer))
        {
            Assert.NotEqual(MetaEvent.Extend, buffer[0].EventType);
            read.AddRange(buffer.AsSpan(0, count));
            if (read.Count < reader.RecordCount)
            {
                Assert.NotEqual(MetaEvent.Extend, records[read.Count].EventType);
            }
        }

        Assert.Equal(records, read[..^1]);
    }

    [Fact]
    public void A_TEXT_stays_with_its_event()
    {
        TraceRecord[] records =
        [
            new(1, 9, 0x10001, 1),
            new(2, 9, 0x10001, 2), new(2, 9, MetaEvent.Extend, 3), new(2, 9, MetaEvent.Text, 9), new(2, 9, MetaEvent.Extend, 4), new(2, 9, MetaEvent.Extend, 5),
            new(3, 9, 0x10001, 6),
        ];
        using TraceFileReader reader = TraceFileReader.Open(SaveBytes(Complete(records)));
        TraceRecord[] buffer = new TraceRecord[6];
        Assert.Equal(1, reader.Read(buffer));
        Assert.Equal(5, reader.Read(buffer));
        Assert.Equal(2, reader.Read(buffer));
        Assert.Equal(0, reader.Read(buffer));
    }

    [Fact]
    public void A_slice_that_is_not_larger_than_an_event_is_an_error_of_the_caller()
    {
        using TraceFileReader reader = TraceFileReader.Open(SaveBytes(Complete([new(1, 9, 5, 1), new(1, 9, MetaEvent.Extend, 2), new(2, 9, 5, 1)])));
        Assert.Throws<ArgumentException>(() => reader.Read(new TraceRecord[2]));
        Assert.Equal(4, reader.Read(new TraceRecord[10]));
    }

    [Fact]
    public void An_EXTEND_without_a_head_is_refused() =>
        RefusesRecords([new(1, 1, MetaEvent.Extend, 1)], "no head", "offset 24");

    [Fact]
    public void An_EXTEND_of_another_flow_or_time_than_its_head_is_refused()
    {
        RefusesRecords([new(1, 1, 5, 1), new(1, 2, MetaEvent.Extend, 1)], "another flow or time", "offset 48");
        RefusesRecords([new(1, 1, 5, 1), new(2, 1, MetaEvent.Extend, 1)], "another flow or time", "offset 48");
    }

    [Fact]
    public void A_gap_without_its_start_is_refused()
    {
        RefusesRecords([new(1, 1, MetaEvent.EventsDropped, 5), new(2, 1, 7, 1)], "1 EXTEND record(s)", "offset 48");
        RefusesRecords([new(1, 1, MetaEvent.EventsDropped, 5)], "1 EXTEND record(s)", "offset 48");
    }

    [Fact]
    public void A_text_that_lacks_its_end_is_refused()
    {
        RefusesRecords([new(1, 3, MetaEvent.StringDefine, 17), new(1, 3, MetaEvent.Extend, 1), new(1, 3, MetaEvent.Extend, 1)], "1 EXTEND record(s)", "offset 96");
        RefusesRecords([new(1, 3, MetaEvent.StringDefine, ulong.MaxValue)], "18446744073709551615 bytes", "offset 24");
    }

    [Fact]
    public void A_missing_file_is_an_error_of_the_file_system() =>
        Assert.Throws<FileNotFoundException>(() => TraceFileReader.Open(Path.Combine(_directory.Path, "none.bin")));

    private static byte[] Header(int version, ulong batchStart)
    {
        byte[] header = new byte[24];
        "TRAC"u8.CopyTo(header);
        header[4] = (byte)version;
        BinaryPrimitives.WriteUInt64LittleEndian(header.AsSpan(8), batchStart);
        return header;
    }

    private static byte[] Bytes(TraceRecord[] records) => MemoryMarshal.AsBytes(records.AsSpan()).ToArray();

    /// <summary>A whole file with its BATCH_END, made here and not by the writer.</summary>
    private static byte[] Complete(TraceRecord[] records)
    {
        byte[] before = [.. Header(1, 0), .. Bytes(records)];
        ulong last = records.Length == 0 ? 0 : records[^1].TsDelta;
        return [.. before, .. Bytes([new(last, (uint)records.Length, MetaEvent.BatchEnd, Crc32CTests.BitByBit(before))])];
    }

    private string Save(byte[] header, TraceRecord[] records) => SaveBytes([.. header, .. Bytes(records)]);

    private string SaveBytes(byte[] bytes)
    {
        string path = Path.Combine(_directory.Path, Path.GetRandomFileName());
        File.WriteAllBytes(path, bytes);
        return path;
    }

    private void RefusesRecords(TraceRecord[] records, params string[] reasons)
    {
        Refuses([.. Header(1, 0), .. Bytes(records)], reasons);
        Refuses(Complete(records), reasons);
    }

    private void Refuses(byte[] file, params string[] reasons)
    {
        string path = SaveBytes(file);
        TraceFormatException thrown = Assert.Throws<TraceFormatException>(() => TraceFiles.Read(path));
        Assert.Contains(Path.GetFileName(path), thrown.Message, StringComparison.Ordinal);
        Assert.All(reasons, reason => Assert.Contains(reason, thrown.Message, StringComparison.Ordinal));
    }
}
