using System.IO.Compression;
using Ojo.Format;

namespace Ojo.Runtime.Tests.Format;

/// <summary>Trace files whose bytes are a Brotli stream, good and hostile ones.</summary>
public sealed class CompressedTraceFileTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    private string FilePath => Path.Combine(_directory.Path, "trace.bin.br");

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100_000)]
    [InlineData(400_000)]
    public void What_is_written_is_read_back(int count)
    {
        TraceRecord[] records = [.. Enumerable.Range(0, count).Select(static n => new TraceRecord((ulong)n, 1, 2, (ulong)n))];
        using (TraceFileWriter writer = TraceFileWriter.Create(FilePath, new TraceFileHeader(2, 3, 4), TraceFileWriter.NewBuffer(), isCompressed: true))
        {
            writer.Write(records);
            writer.Complete();
        }

        Assert.Equal(records, TraceFiles.Read(FilePath)[..^1]);
        using TraceFileReader reader = TraceFileReader.Open(FilePath);
        Assert.Equal((2, 3ul, 4ul, true, (ulong)Math.Max(0, count - 1)), (reader.Version, reader.BatchStart, reader.SchemaHash, reader.HasChecksum, reader.LastTime));
        Assert.True(count < 1000 || new FileInfo(FilePath).Length < count * TraceRecord.ByteSize / 2);
    }

    [Fact]
    public void What_is_too_long_for_memory_is_expanded_twice_and_no_more_in_slices_of_any_size()
    {
        using (TraceFileWriter writer = TraceFileWriter.Create(FilePath, new TraceFileHeader(2, 3, 4), TraceFileWriter.NewBuffer(), isCompressed: true))
        {
            for (ulong n = 0; n < 400_000; n++)
            {
                writer.Write(new TraceRecord(n, 1, 2, n));
            }

            writer.Complete();
        }

        using ExpandedStream stream = new(File.OpenHandle(FilePath), "trace.bin.br", isGzip: false);
        byte[] slice = new byte[10_000 * TraceRecord.ByteSize];
        long length = 0;
        for (int read; (read = stream.Next(slice)) > 0;)
        {
            length += read;
        }

        stream.KeepTail();
        Assert.Equal(1, stream.Beginnings);
        long offset = 0;
        Random random = new(1);
        byte[] all = new byte[length];
        while (offset < length)
        {
            // As a reader does who holds back what came last, for more may belong to it.
            offset = Math.Max(0, offset - random.Next(0, 16_000));
            int wanted = random.Next(16_001, slice.Length);
            for (int read = -1; wanted > 0 && read != 0; wanted -= read, offset += read)
            {
                read = stream.Read(slice.AsSpan(0, wanted), offset);
                slice.AsSpan(0, read).CopyTo(all.AsSpan((int)offset));
            }
        }

        Assert.Equal(2, stream.Beginnings);
        Assert.Equal(Enumerable.Range(0, 400_000).Select(static n => (ulong)n), System.Runtime.InteropServices.MemoryMarshal.Cast<byte, TraceRecord>(all.AsSpan(24))[..400_000].ToArray().Select(static record => record.Payload));
    }

    [Fact]
    public void The_memory_for_one_is_used_again_for_the_next()
    {
        using (TraceFileWriter writer = TraceFileWriter.Create(FilePath, new TraceFileHeader(2, 3, 4), TraceFileWriter.NewBuffer(), isCompressed: true))
        {
            for (ulong n = 0; n < 400_000; n++)
            {
                writer.Write(new TraceRecord(n, 1, 2, n));
            }

            writer.Complete();
        }

        TraceRecord[] slice = new TraceRecord[4096];
        ReadAll();
        long before = GC.GetAllocatedBytesForCurrentThread();
        ReadAll();
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 400_000 * TraceRecord.ByteSize / 4);

        void ReadAll()
        {
            using TraceFileReader reader = TraceFileReader.Open(FilePath);
            while (reader.Read(slice) > 0)
            {
            }
        }
    }

    [Fact]
    public void One_that_is_cut_off_anywhere_is_refused()
    {
        Compress(new byte[] { 1, 2, 3 }.Concat(RandomBytes(5000)));
        byte[] whole = File.ReadAllBytes(FilePath);
        for (int length = 0; length < whole.Length; length += 97)
        {
            File.WriteAllBytes(FilePath, whole[..length]);
            Assert.Contains("trace.bin.br", Assert.Throws<TraceFormatException>(() => TraceFileReader.Open(FilePath)).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void One_that_expands_without_end_is_refused_before_it_fills_the_memory()
    {
        using (BrotliStream brotli = new(File.Create(FilePath), CompressionLevel.Fastest))
        {
            byte[] header = new byte[TraceFileHeader.ByteSize];
            new TraceFileHeader(1, 0, 0).Write(header);
            brotli.Write(header);
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 200; i++)
            {
                brotli.Write(zeros);
            }
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("expands to more than", Assert.Throws<TraceFormatException>(() => TraceFileReader.Open(FilePath)).Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4L * TraceFileBytes.MostExpanded);
    }

    [Fact]
    public void Bytes_that_are_no_stream_are_refused()
    {
        foreach (int seed in Enumerable.Range(0, 200))
        {
            byte[] bytes = new byte[200];
            new Random(seed).NextBytes(bytes);
            File.WriteAllBytes(FilePath, bytes);
            Assert.Throws<TraceFormatException>(() => TraceFileReader.Open(FilePath));
        }
    }

    private static byte[] RandomBytes(int count)
    {
        byte[] bytes = new byte[count];
        new Random(1).NextBytes(bytes);
        return bytes;
    }

    private void Compress(IEnumerable<byte> bytes)
    {
        using BrotliStream brotli = new(File.Create(FilePath), CompressionLevel.Fastest);
        brotli.Write([.. bytes]);
    }
}
