using System.Text;
using Ojo.Format;

namespace Ojo.Runtime.Tests;

/// <summary>Events that carry texts.</summary>
public sealed class TracerTextTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    private TracerOptions Options => new() { Directory = _directory.Path };

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Texts_follow_the_words_of_their_event_in_their_order()
    {
        using (Tracer tracer = Tracer.Create(Options))
        {
            tracer.Write(7, 0x10001, [1, 2], "héllo", (ReadOnlySpan<byte>)[0xFF, 0x00, 0x7F], (string?)null, "twelve bytes"u8);
            tracer.Write(8, 0x10002, [], "");
            Assert.Equal(new TracerStatistics(2, 0), tracer.Statistics);
        }

        List<TraceRecord> records = TraceFiles.ReadAll(_directory.Output);
        Assert.Equal(
            [
                (7u, 0x10001u, 1ul), (7u, MetaEvent.Extend, 2ul),
                (7u, MetaEvent.Text, 6ul), (7u, MetaEvent.Extend, BitConverter.ToUInt64([.. "héllo"u8, 0, 0])),
                (7u, MetaEvent.Text, 3ul), (7u, MetaEvent.Extend, 0x7F00FFul),
                (7u, MetaEvent.Text, 0ul),
                (7u, MetaEvent.Text, 12ul), (7u, MetaEvent.Extend, BitConverter.ToUInt64("twelve b"u8)), (7u, MetaEvent.Extend, BitConverter.ToUInt64([.. "ytes"u8, 0, 0, 0, 0])),
                (8u, 0x10002u, 0ul), (8u, MetaEvent.Text, 0ul),
            ],
            records.Select(static r => (r.FlowId, r.EventType, r.Payload)));
        Assert.Single(records.Take(10).Select(static r => r.TsDelta).Distinct());

        TraceEvent read = new(records.Take(10).ToArray());
        Assert.Equal(2, read.WordCount);
        Assert.Equal(0ul, read.Word(2));
        Assert.Equal(("héllo", "", "twelve bytes", ""), (read.Text(0), read.Text(2), read.Text(3), read.Text(4)));
        Assert.Equal([0xFF, 0x00, 0x7F], read.Bytes(1));
    }

    [Theory]
    [InlineData(1024, 'a', 1024)]
    [InlineData(1025, 'a', 1024)]
    [InlineData(5000, 'é', 1024)]
    [InlineData(5000, '€', 1023)]
    [InlineData(1_000_000, '€', 1023)]
    public void A_long_text_is_cut_at_a_character_s_end(int length, char character, int bytes)
    {
        string text = new(character, length);
        string recorded = RecordAndRead(text);
        Assert.Equal(bytes, Encoding.UTF8.GetByteCount(recorded));
        Assert.All(recorded, c => Assert.Equal(character, c));
    }

    [Fact]
    public void A_surrogate_pair_that_does_not_fit_is_left_out_whole()
    {
        Assert.Equal(new string('a', 1021), RecordAndRead(new string('a', 1021) + "😀"));
        Assert.Equal(new string('a', 1020) + "😀", RecordAndRead(new string('a', 1020) + "😀"));
        Assert.Equal(new string('a', 1023), RecordAndRead(new string('a', 1023) + "😀"));
    }

    [Fact]
    public void Half_a_surrogate_pair_becomes_the_replacement_character()
    {
        Assert.Equal("a\uFFFDb", RecordAndRead("a\uD83Db"));
        Assert.Equal("a\uFFFDb", RecordAndRead("a\uDE00b"));
        Assert.Equal("\uFFFD", RecordAndRead("\uD83D"));
        Assert.Equal("\uFFFD\uFFFD", RecordAndRead("\uDE00\uD83D"));
        Assert.Equal("nul\0nul", RecordAndRead("nul\0nul"));
    }

    [Fact]
    public void Long_bytes_are_cut_anywhere()
    {
        byte[] bytes = new byte[1500];
        new Random(1).NextBytes(bytes);
        using (Tracer tracer = Tracer.Create(Options))
        {
            tracer.Write(1, 0x10001, [], bytes);
        }

        Assert.Equal(bytes[..1024], new TraceEvent(TraceFiles.ReadAll(_directory.Output).ToArray()).Bytes(0));
    }

    [Fact]
    public void Events_with_texts_are_never_split_over_chunks_files_or_slices()
    {
        const int Events = 20_000;
        using (Tracer tracer = Tracer.Create(Options))
        {
            for (uint n = 0; n < Events; n++)
            {
                string text = TextOf(n);
                switch (n % 4)
                {
                    case 0:
                        tracer.Write(n, 0x10001, [n], text);
                        break;
                    case 1:
                        tracer.Write(n, 0x10001, [n], text, text);
                        break;
                    case 2:
                        tracer.Write(n, 0x10001, [n], text, text, text);
                        break;
                    default:
                        tracer.Write(n, 0x10001, n);
                        break;
                }

                if (n % 2000 == 1999)
                {
                    // Several files, and room for everything on a machine that has no time for the flusher.
                    tracer.Flush();
                }
            }

            Assert.Equal(new TracerStatistics(Events, 0), tracer.Statistics);
        }

        uint next = 0;
        foreach (string file in TraceFiles.In(_directory.Output))
        {
            using TraceFileReader reader = TraceFileReader.Open(file);
            TraceRecord[] slice = new TraceRecord[1000];
            for (int read = reader.Read(slice); read > 0; read = reader.Read(slice))
            {
                for (int at = 0; at < read && slice[at].EventType != MetaEvent.BatchEnd; next++)
                {
                    int end = at + 1;
                    while (end < read && slice[end].EventType is MetaEvent.Extend or MetaEvent.Text)
                    {
                        end++;
                    }

                    TraceEvent traceEvent = new(slice.AsSpan(at, end - at));
                    Assert.Equal((next, (ulong)next), (traceEvent.FlowId, traceEvent.Payload));
                    for (int text = 0; text < 3; text++)
                    {
                        Assert.Equal(next % 4 != 3 && text <= next % 4 ? TextOf(next) : "", traceEvent.Text(text));
                    }

                    at = end;
                }
            }
        }

        Assert.Equal((uint)Events, next);
    }

    [Fact]
    public void An_event_that_might_not_fit_into_a_chunk_is_refused()
    {
        using Tracer tracer = Tracer.Create(Options);
        int most = Tracer.MostWords - 129;
        tracer.Write(1, 0x10001, new ulong[most], "x");
        Assert.Throws<ArgumentOutOfRangeException>("words", () => tracer.Write(1, 0x10001, new ulong[most + 1], "x"));
        Assert.Throws<ArgumentOutOfRangeException>("words", () => tracer.Write(1, 0x10001, new ulong[most], "x", "y"));
        Assert.Equal(new TracerStatistics(1, 0), tracer.Statistics);
    }

    [Fact]
    public void Recording_texts_allocates_nothing()
    {
        using Tracer tracer = Tracer.Create(Options);
        string text = new('é', 300);
        ReadOnlySpan<byte> bytes = "bytes of their own"u8;
        ulong[] words = [1, 2];
        tracer.Write(1, 0x10001, words, text);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int n = 0; n < 10_000; n++)
        {
            tracer.Write(1, 0x10001, words, text);
            tracer.Write(1, 0x10001, words, text, bytes, text.AsSpan(1), null);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static string TextOf(uint n) => new((char)('a' + (n % 26)), (int)(n * 7 % 400));

    private string RecordAndRead(string text)
    {
        using TempDirectory directory = new();
        using (Tracer tracer = Tracer.Create(Options with { Directory = directory.Path }))
        {
            tracer.Write(1, 0x10001, [5], text);
        }

        return new TraceEvent(TraceFiles.ReadAll(directory.Output).ToArray()).Text(0);
    }
}
