using System.IO.Compression;
using Ojo.Format;
using Ojo.Storage.Ingestion;
using Ojo.Storage.Queries;
using Ojo.Storage.Tests.Support;

namespace Ojo.Storage.Tests.Contract;

/// <summary>Which files a store takes in, each once, and which it refuses.</summary>
public abstract class IngestionContract : StoreContract
{
    [Fact]
    public void A_thousand_records_of_unknown_types_from_another_writer_are_all_there()
    {
        var trace = new TraceFileBuilder();
        for (uint n = 0; n < 1000; n++)
        {
            trace.Add(n * 3, n % 5, 0x7000_0000 + n % 4, n * 1_000_000_007UL);
        }

        IngestResult result = Writer.Ingest(Write(trace, "somebody.bin"));

        Assert.Equal(new IngestResult(false, 1000, 0), result);
        StoreStatistics statistics = Reader.GetStatistics();
        Assert.Equal((1000, 5, 1, 1, 0), (statistics.Events, statistics.Flows, statistics.Runs, statistics.Files, statistics.Dropped));
        Assert.Equal((long)Start * 1000, statistics.FirstNs);
        Assert.Equal((long)Start * 1000 + 999 * 3000, statistics.LastNs);
        Assert.Equal(["0x70000000", "0x70000001", "0x70000002", "0x70000003"], statistics.Types.Select(type => type.Name));
        Assert.All(statistics.Types, type => Assert.Equal(250, type.Count));
        List<EventRow> events = AllEvents(new EventQuery { Limit = 77 });
        Assert.Equal(1000, events.Count);
        Assert.Equal(Enumerable.Range(0, 1000).Select(n => (ulong)n * 1_000_000_007UL), events.Select(row => row.Payload));
        Assert.Null(Assert.Single(Reader.GetRuns()).Service);
    }

    [Fact]
    public void A_file_taken_in_twice_changes_nothing_the_second_time()
    {
        string path = Write(new TraceFileBuilder().Add(1, 7, 2, 3).Add(2, 7, 3, 3));
        Writer.Ingest(path);
        long version = Reader.GetVersion();

        IngestResult again = Writer.Ingest(path);
        ReopenWriter();
        IngestResult afterRestart = Writer.Ingest(path);

        Assert.True(again.AlreadyStored);
        Assert.True(afterRestart.AlreadyStored);
        Assert.Equal(version, Reader.GetVersion());
        Assert.Equal(2, Reader.GetStatistics().Events);
    }

    [Fact]
    public void A_copy_under_any_name_and_a_compressed_one_are_the_same_file()
    {
        byte[] bytes = new TraceFileBuilder().Add(1, 7, 2, 3).Add(2, 7, 2, 4).ToBytes();
        Assert.Equal(2, Ingest(bytes, TraceName(10)).Events);

        Assert.True(Ingest(bytes, "copy.bin").AlreadyStored);
        Assert.True(Ingest(Gzip(bytes), TraceName(10) + ".gz").AlreadyStored);
        Assert.True(Ingest(Gzip(bytes), "another copy.bin.gz").AlreadyStored);
        Assert.True(Ingest(Brotli(bytes), "another copy.bin.br").AlreadyStored);
        Assert.Equal((1, 2), (Reader.GetStatistics().Files, Reader.GetStatistics().Events));
    }

    [Theory]
    [InlineData(0u, 1u)]
    [InlineData(1u, 0u)]
    [InlineData(1u, 2u)]
    public void Of_a_run_either_its_own_files_are_taken_in_or_those_of_one_copy_of_its_ring(uint first, uint second)
    {
        byte[] overlapping = new TraceFileBuilder().Add(1, 7, 2, 3).Add(2, 7, 2, 4).ToBytes();
        byte[] more = new TraceFileBuilder().Add(2, 7, 2, 4).Add(3, 7, 2, 5).ToBytes();
        Assert.Equal(2, Ingest(Brotli(overlapping), Name(first, 0)).Events);
        long version = Reader.GetVersion();

        IngestResult refused = Ingest(Brotli(more), Name(second, 1));
        Assert.Equal((true, 0L), (refused.AlreadyStored, refused.Events));
        Assert.Contains(Name(first, 0), refused.Refusal, StringComparison.Ordinal);
        Assert.Contains(Name(second, 1), refused.Refusal, StringComparison.Ordinal);
        Assert.Equal(version, Reader.GetVersion());

        Assert.Null(Ingest(Brotli(more), Name(first, 1)).Refusal);
        Assert.Null(Ingest(Brotli(more), TraceFileName.ForCopy(Start, 12, 9, 0).ToString()).Refusal);
        Assert.Equal((3, 6, 2), (Reader.GetStatistics().Files, Reader.GetStatistics().Events, Reader.GetStatistics().Runs));

        static string Name(uint copy, uint sequence) => (copy == 0
            ? TraceFileName.ForCompressedTrace(Start, 11, sequence)
            : TraceFileName.ForCopy(Start, 11, copy, sequence)).ToString();
    }

    [Fact]
    public void Equal_bytes_of_two_processes_or_two_places_in_a_run_are_two_files()
    {
        byte[] bytes = new TraceFileBuilder().Add(1, 7, 2, 3).ToBytes();
        Ingest(bytes, TraceName(10));
        Ingest(bytes, TraceName(11));
        Ingest(bytes, TraceName(11, 1));

        Assert.Equal((3, 3, 2), (Reader.GetStatistics().Files, Reader.GetStatistics().Events, Reader.GetStatistics().Runs));
        Assert.True(Ingest(bytes, TraceName(11)).AlreadyStored);
    }

    [Fact]
    public void A_compressed_file_of_many_times_its_length_is_stored_whole()
    {
        var trace = new TraceFileBuilder();
        for (uint n = 0; n < 1_500_000; n++)
        {
            trace.Add(n, n % 3, 2, n);
        }

        Assert.Equal(1_500_000, Ingest(Gzip(trace.ToBytesWithChecksum(1_500_000)), TraceName(10) + ".gz").Events);
    }

    [Fact]
    public void A_gzip_file_that_was_cut_off_anywhere_is_refused()
    {
        var trace = new TraceFileBuilder();
        for (uint n = 0; n < 100; n++)
        {
            trace.Add(n, n % 3, 2, n * 77);
        }

        byte[] whole = Gzip(trace.ToBytes());
        for (int length = 0; length < whole.Length; length++)
        {
            byte[] part = whole[..length];
            Assert.Contains("cut off", Assert.Throws<TraceFormatException>(() => Ingest(part, "part.bin.gz")).Message, StringComparison.Ordinal);
        }

        Assert.Equal(100, Ingest(whole, "whole.bin.gz").Events);
    }

    [Theory]
    [InlineData("TRAC\u0001")]
    [InlineData("ZERO\u0001")]
    public void A_gzip_file_that_was_made_to_fill_disks_is_refused(string magic)
    {
        using MemoryStream bomb = new();
        using (GZipStream gzip = new(bomb, CompressionLevel.SmallestSize))
        {
            gzip.Write(System.Text.Encoding.ASCII.GetBytes(magic));
            byte[] zeros = new byte[1 << 20];
            for (int n = 0; n < 100; n++)
            {
                gzip.Write(zeros);
            }
        }

        TraceFormatException refusal = Assert.Throws<TraceFormatException>(() => Ingest(bomb.ToArray(), "bomb.bin.gz"));
        Assert.Contains(magic[0] == 'T' ? "expands to more than" : "is not a trace file", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_of_one_name_and_other_content_are_different_files()
    {
        Ingest(new TraceFileBuilder().Add(1, 7, 2, 3));
        Ingest(new TraceFileBuilder().Add(1, 7, 2, 4));

        Assert.Equal((2, 2), (Reader.GetStatistics().Files, Reader.GetStatistics().Events));
    }

    [Fact]
    public void An_event_that_lacks_words_its_schema_promises_is_refused_and_the_store_is_as_before()
    {
        Writer.Ingest(Write(new TraceFileBuilder().Add(1, 7, 2, 1), "good.bin"));
        long version = Reader.GetVersion();
        string path = Write(new TraceFileBuilder().Add(1, 9, 2, 1).Add(2, 9, 0x105, 1, 2), "bad.bin");

        TraceFormatException refusal = Assert.Throws<TraceFormatException>(() => Writer.Ingest(path));

        Assert.Equal("The STREAM_DATA_SENT at offset 48 must have 2 EXTEND records after it and has 1.", refusal.Message);
        Assert.Equal((1, 1, 1), (Reader.GetStatistics().Events, Reader.GetStatistics().Flows, Reader.GetStatistics().Files));
        Assert.Equal(version, Reader.GetVersion());
        Writer.Ingest(Write(new TraceFileBuilder().Add(3, 7, 2, 1), "next.bin"));
        Assert.Equal(2, Reader.GetStatistics().Events);
    }

    [Fact]
    public void A_wrong_checksum_found_at_the_end_of_a_file_undoes_its_beginning()
    {
        var trace = new TraceFileBuilder();
        for (uint n = 0; n < 5000; n++)
        {
            trace.Add(n, n % 3, 2, n);
        }

        byte[] bytes = trace.ToBytesWithChecksum(5000);
        File.WriteAllBytes(Path.Combine(Directory, "good.bin"), bytes);
        bytes[24 * 100 + 16] ^= 1;
        File.WriteAllBytes(Path.Combine(Directory, "bad.bin"), bytes);

        Assert.Throws<TraceFormatException>(() => Writer.Ingest(Path.Combine(Directory, "bad.bin")));
        Assert.Equal(0, Reader.GetStatistics().Events);
        Assert.Equal(5000, Writer.Ingest(Path.Combine(Directory, "good.bin")).Events);
        Assert.Equal(5000, Reader.GetStatistics().Events);
    }

    [Fact]
    public void A_cancelled_file_leaves_nothing_behind()
    {
        string path = Write(new TraceFileBuilder().Add(1, 7, 2, 1));
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();

        Assert.ThrowsAny<OperationCanceledException>(() => Writer.Ingest(path, cancelled.Token));
        Assert.Equal((0, 0, 0), (Reader.GetStatistics().Events, Reader.GetStatistics().Files, Reader.GetStatistics().Runs));
    }

    private IngestResult Ingest(byte[] bytes, string name)
    {
        string path = Path.Combine(Directory, name);
        File.WriteAllBytes(path, bytes);
        return Writer.Ingest(path);
    }

    private static byte[] Gzip(byte[] bytes) => Compress(bytes, static target => new GZipStream(target, CompressionLevel.Fastest));

    private static byte[] Brotli(byte[] bytes) => Compress(bytes, static target => new BrotliStream(target, CompressionLevel.Fastest));

    private static byte[] Compress(byte[] bytes, Func<Stream, Stream> compression)
    {
        using MemoryStream target = new();
        using (Stream stream = compression(target))
        {
            stream.Write(bytes);
        }

        return target.ToArray();
    }
}
