using Ojo.Format;

namespace Ojo.Runtime.Tests.Format;

public sealed class TraceFileWriterTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    private string NewPath => Path.Combine(_directory.Path, "trace.bin");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void A_version_1_file_is_these_bytes()
    {
        using (TraceFileWriter writer = TraceFileWriter.Create(NewPath, new TraceFileHeader(1, 0x0102030405060708, 0xAAAA)))
        {
            writer.Write(new TraceRecord(0x1112131415161718, 0x21222324, 0x31323334, 0x4142434445464748));
            writer.Complete();
        }

        byte[] expected =
        [
            0x54, 0x52, 0x41, 0x43, 0x01, 0x00, 0x00, 0x00, // TRAC, version 1
            0x08, 0x07, 0x06, 0x05, 0x04, 0x03, 0x02, 0x01, // batch start
            0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, // no schema hash in version 1
            0x18, 0x17, 0x16, 0x15, 0x14, 0x13, 0x12, 0x11, // time
            0x24, 0x23, 0x22, 0x21, 0x34, 0x33, 0x32, 0x31, // flow, event type
            0x48, 0x47, 0x46, 0x45, 0x44, 0x43, 0x42, 0x41, // payload
        ];
        byte[] crc = BitConverter.GetBytes(Crc32CTests.BitByBit(expected));
        expected =
        [
            .. expected,
            0x18, 0x17, 0x16, 0x15, 0x14, 0x13, 0x12, 0x11, // the last record's time
            0x01, 0x00, 0x00, 0x00, 0x02, 0xFF, 0x00, 0x00, // one record before it, BATCH_END
            .. crc, 0x00, 0x00, 0x00, 0x00,
        ];
        Assert.Equal(expected, File.ReadAllBytes(NewPath));
    }

    [Fact]
    public void A_version_2_file_has_the_schema_hash_in_its_header()
    {
        using (TraceFileWriter writer = TraceFileWriter.Create(NewPath, new TraceFileHeader(2, 1, 0x1122334455667788)))
        {
            writer.Complete();
        }

        byte[] bytes = File.ReadAllBytes(NewPath);
        Assert.Equal(48, bytes.Length);
        Assert.Equal(2, bytes[4]);
        Assert.Equal([0x88, 0x77, 0x66, 0x55, 0x44, 0x33, 0x22, 0x11], bytes[16..24]);
    }

    [Fact]
    public void More_records_than_the_buffer_holds_come_back_as_they_were()
    {
        TraceRecord[] records = [.. Enumerable.Range(0, 100_000).Select(static n => new TraceRecord((ulong)n, 1, 2, (ulong)n * 3))];
        using (TraceFileWriter writer = TraceFileWriter.Create(NewPath, new TraceFileHeader(1, 0, 0)))
        {
            writer.Write(records[0]);
            writer.Write(records.AsSpan(1));
            writer.Complete();
            Assert.Equal(100_001, writer.RecordCount);
        }

        List<TraceRecord> read = TraceFiles.Read(NewPath);
        Assert.Equal(records, read[..^1]);
        Assert.Equal(MetaEvent.BatchEnd, read[^1].EventType);
    }

    [Fact]
    public void An_existing_file_is_never_overwritten()
    {
        File.WriteAllText(NewPath, "precious");
        Assert.Throws<IOException>(() => TraceFileWriter.Create(NewPath, new TraceFileHeader(1, 0, 0)));
        Assert.Equal("precious", File.ReadAllText(NewPath));
    }
}
