using Ojo.Format;

namespace Ojo.Runtime.Tests;

public sealed class TracerTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    private TracerOptions Options => new() { Directory = _directory.Path };

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void What_was_recorded_is_in_the_output_after_Dispose()
    {
        Tracer tracer = Tracer.Create(Options);
        for (ulong n = 0; n < 10_000; n++)
        {
            tracer.Write(7, 0x10001, n);
        }

        tracer.Dispose();
        tracer.Dispose();
        List<TraceRecord> records = TraceFiles.ReadAll(_directory.Output);
        Assert.Equal(Enumerable.Range(0, 10_000).Select(static n => (ulong)n), records.Select(static r => r.Payload));
        Assert.All(records, static r => Assert.Equal((7u, 0x10001u), (r.FlowId, r.EventType)));
        Assert.Equal(new TracerStatistics(10_000, 0), tracer.Statistics);
        Assert.Empty(Directory.GetFiles(_directory.Staging));
    }

    [Fact]
    public void Flush_returns_when_everything_before_it_is_in_the_output()
    {
        using Tracer tracer = Tracer.Create(Options with { FlushInterval = TimeSpan.FromHours(1) });
        for (int round = 1; round <= 5; round++)
        {
            tracer.Write(1, 2, (ulong)round);
            tracer.Flush();
            Assert.Equal(round, TraceFiles.ReadAll(_directory.Output).Count);
        }
    }

    [Fact]
    public void Nothing_is_written_when_there_is_nothing_new()
    {
        using Tracer tracer = Tracer.Create(Options);
        tracer.Flush();
        Assert.Empty(TraceFiles.In(_directory.Output));
        tracer.Write(1, 2, 3);
        tracer.Flush();
        tracer.Flush();
        tracer.Dispose();
        Assert.Single(TraceFiles.In(_directory.Output));
    }

    [Fact]
    public void Events_appear_by_themselves_when_the_interval_has_passed()
    {
        using Tracer tracer = Tracer.Create(Options with { FlushInterval = TimeSpan.FromMilliseconds(1) });
        tracer.Write(1, 2, 3);
        Assert.True(SpinWait.SpinUntil(() => TraceFiles.In(_directory.Output).Length == 1, TimeSpan.FromMinutes(1)));
    }

    [Fact]
    public void An_event_of_several_words_is_a_head_and_its_EXTENDs()
    {
        using (Tracer tracer = Tracer.Create(Options))
        {
            tracer.Write(5, 6, 10, 11);
            tracer.Write(5, 7, 20, 21, 22);
            tracer.Write(5, 8, [30, 31, 32, 33, 34]);
            tracer.Write(5, 9, []);
            Assert.Equal(4, tracer.Statistics.Stored);
        }

        Assert.Equal(
            [
                (6, 10), (MetaEvent.Extend, 11),
                (7, 20), (MetaEvent.Extend, 21), (MetaEvent.Extend, 22),
                (8, 30), (MetaEvent.Extend, 31), (MetaEvent.Extend, 32), (MetaEvent.Extend, 33), (MetaEvent.Extend, 34),
                (9, 0),
            ],
            TraceFiles.ReadAll(_directory.Output).Select(static r => (r.EventType, (int)r.Payload)));
    }

    [Fact]
    public void Events_are_never_split_over_chunks_whatever_their_sizes()
    {
        ulong[] words = new ulong[Tracer.MostWords];
        using (Tracer tracer = Tracer.Create(Options))
        {
            Random random = new(1);
            for (uint n = 0; n < 20_000; n++)
            {
                int count = random.Next(1, 9);
                for (int i = 0; i < count; i++)
                {
                    words[i] = ((ulong)n << 32) | ((uint)count << 16) | (uint)i;
                }

                Write(tracer, n, words.AsSpan(0, count));
            }

            tracer.Write(20_000, 0x10001, words);
            Assert.Throws<ArgumentOutOfRangeException>(() => tracer.Write(1, 2, new ulong[Tracer.MostWords + 1]));
            Assert.Equal(new TracerStatistics(20_001, 0), tracer.Statistics);
        }

        uint expected = 0;
        List<TraceRecord> records = TraceFiles.ReadAll(_directory.Output);
        for (int at = 0; at < records.Count; expected++)
        {
            int count = expected == 20_000 ? Tracer.MostWords : (int)(records[at].Payload >> 16) & 0xFFFF;
            for (int i = 0; i < count; i++, at++)
            {
                Assert.Equal((expected, i == 0 ? 0x10001 : MetaEvent.Extend), (records[at].FlowId, records[at].EventType));
                Assert.Equal(records[at - (i == 0 ? 0 : 1)].TsDelta, records[at].TsDelta);
                Assert.True(expected == 20_000 || records[at].Payload == (((ulong)expected << 32) | ((uint)count << 16) | (uint)i));
            }
        }

        Assert.Equal(20_001u, expected);
    }

    [Fact]
    public void Several_tracers_on_one_thread_keep_their_events_apart()
    {
        using TempDirectory other = new();
        using (Tracer first = Tracer.Create(Options))
        using (Tracer second = Tracer.Create(Options with { Directory = other.Path }))
        {
            for (ulong n = 0; n < 10_000; n++)
            {
                first.Write(1, 2, n);
                second.Write(1, 2, n, ~n);
                first.Write(1, 2, n, n, n);
                if (n % 3 == 0)
                {
                    second.Write(1, 2, n);
                }
            }
        }

        List<TraceRecord> ofFirst = TraceFiles.ReadAll(_directory.Output);
        List<TraceRecord> ofSecond = TraceFiles.ReadAll(other.Output);
        Assert.Equal(40_000, ofFirst.Count);
        Assert.Equal(23_334, ofSecond.Count);
        Assert.Equal(Enumerable.Range(0, 20_000).Select(static n => (ulong)n / 2), Heads(ofFirst));
        Assert.Equal(Enumerable.Range(0, 10_000).SelectMany(static n => n % 3 == 0 ? [(ulong)n, (ulong)n] : (ulong[])[(ulong)n]), Heads(ofSecond));
    }

    [Fact]
    public void A_tracer_after_another_on_the_same_thread_takes_nothing_over()
    {
        for (int round = 0; round < 50; round++)
        {
            using TempDirectory directory = new();
            using Tracer tracer = Tracer.Create(Options with { Directory = directory.Path });
            tracer.Write(1, 2, (ulong)round);
            tracer.Dispose();
            Assert.Equal([(ulong)round], Heads(TraceFiles.ReadAll(directory.Output)));
        }
    }

    [Fact]
    public void Tracers_of_one_instant_have_names_of_their_own()
    {
        Tracer[] tracers = [.. Enumerable.Range(0, 20).AsParallel().Select(_ => Tracer.Create(Options))];
        Array.ForEach(tracers, static tracer => tracer.Write(1, 2, 3));
        Array.ForEach(tracers, static tracer => tracer.Dispose());
        Assert.Equal(20, Directory.GetFiles(_directory.Output, "run_*.json").Length);
        Assert.Equal(20, TraceFiles.In(_directory.Output).Length);
    }

    [Fact]
    public void Every_file_is_in_order_of_time_and_every_thread_in_its_own_order()
    {
        const int Threads = 8;
        const int Events = 20_000;
        using (Tracer tracer = Tracer.Create(Options with { FlushInterval = TimeSpan.FromMilliseconds(2) }))
        {
            Parallel.ForEach(
                Enumerable.Range(0, Threads),
                new ParallelOptions { MaxDegreeOfParallelism = Threads },
                thread =>
                {
                    for (ulong n = 0; n < Events; n++)
                    {
                        tracer.Write((uint)thread, 0x10001, n, n);
                    }
                });
        }

        ulong[] next = new ulong[Threads];
        foreach (string file in TraceFiles.In(_directory.Output))
        {
            List<TraceRecord> records = TraceFiles.Read(file);
            Assert.Equal(records.Select(static r => r.TsDelta).Order(), records.Select(static r => r.TsDelta));
            foreach (TraceRecord head in records.Where(static r => r.EventType == 0x10001))
            {
                Assert.Equal(next[head.FlowId]++, head.Payload);
            }
        }

        Assert.All(next, static n => Assert.Equal((ulong)Events, n));
    }

    [Fact]
    public void Times_lie_between_the_run_s_start_and_now()
    {
        DateTime before = DateTime.UtcNow.AddSeconds(-1);
        using (Tracer tracer = Tracer.Create(Options with { Resolution = TraceResolution.Nanoseconds }))
        {
            tracer.Write(1, 2, 3);
        }

        using TraceFileReader reader = TraceFileReader.Open(TraceFiles.In(_directory.Output)[0]);
        TraceRecord[] records = new TraceRecord[2];
        reader.Read(records);
        Assert.Equal(2, reader.Version);
        DateTime recorded = DateTime.UnixEpoch.AddTicks((long)(reader.BatchStart + records[0].TsDelta) / TimeSpan.NanosecondsPerTick);
        Assert.InRange(recorded, before, DateTime.UtcNow.AddSeconds(1));
    }

    [Fact]
    public void Recording_allocates_nothing_after_a_thread_s_first_event()
    {
        using Tracer tracer = Tracer.Create(Options);
        ulong[] words = [1, 2, 3, 4];
        Record(tracer, words, 1);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Record(tracer, words, 20_000);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        static void Record(Tracer tracer, ReadOnlySpan<ulong> words, int events)
        {
            for (int n = 0; n < events; n++)
            {
                tracer.Write(1, 2, 3);
                tracer.Write(1, 2, 3, 4);
                tracer.Write(1, 2, words);
            }
        }
    }

    private static void Write(Tracer tracer, uint flow, Span<ulong> words)
    {
        switch (words.Length)
        {
            case 1:
                tracer.Write(flow, 0x10001, words[0]);
                break;
            case 2:
                tracer.Write(flow, 0x10001, words[0], words[1]);
                break;
            case 3:
                tracer.Write(flow, 0x10001, words[0], words[1], words[2]);
                break;
            default:
                tracer.Write(flow, 0x10001, words);
                break;
        }
    }

    private static IEnumerable<ulong> Heads(List<TraceRecord> records) =>
        records.Where(static r => r.EventType != MetaEvent.Extend).Select(static r => r.Payload);
}
