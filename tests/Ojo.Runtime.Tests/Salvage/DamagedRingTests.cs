using Ojo.Format;
using Ojo.Recording;

namespace Ojo.Runtime.Tests.Salvage;

/// <summary>Rings that make no sense, by chance or on purpose.</summary>
public sealed unsafe class DamagedRingTests : IDisposable
{
    private const int PerThread = 1000;
    private readonly TempDirectory _directory = new();
    private readonly List<string> _log = [];
    private readonly Tracer _tracer;
    private readonly long _chunks;

    public DamagedRingTests()
    {
        Assert.SkipUnless(CrashImage.IsPossible, "Needs a program that copies locked files.");
        _tracer = Tracer.Create(
            new TracerOptions { Directory = _directory.Path, BufferSize = 8 * RingLayout.ChunkSize, StringBufferSize = 64 << 10, Clock = TraceClock.Stopwatch },
            startFlusher: false);
        _chunks = (long)_tracer.Session!.Ring.Header->ChunksOffset;
        _tracer.Intern("a string");

        // A chunk for each of two threads.
        Write(1);
        Thread other = new(() => Write(2));
        other.Start();
        other.Join();
    }

    public static TheoryData<string, int, ulong> Headers => new()
    {
        { "magic", 0, 1 }, { "version", 40, 9 }, { "lanes", 44, uint.MaxValue }, { "where lanes begin", 48, ulong.MaxValue },
        { "where chunks begin", 56, ulong.MaxValue / 2 }, { "how many chunks", 68, uint.MaxValue }, { "the clock", 32, 0 },
        { "where strings begin", 80, ulong.MaxValue }, { "room for strings", 88, ulong.MaxValue }, { "the run's start", 16, 7 },
    };

    public static TheoryData<string, int, ulong> ChunkHeaders => new()
    {
        { "committed", 0, 0xFFFFFFFF }, { "state", 12, 77 }, { "lane", 16, 0xFFFFFF }, { "drained", 56, 2000 }, { "draining", 60, 2000 },
    };

    public static TheoryData<string, int, ulong> Records => new()
    {
        { "no time", 0, 0 }, { "an earlier time", 0, 5 }, { "a time before all", 0, ulong.MaxValue }, { "a meta event", 8, 0xFF02UL << 32 },
        { "an EXTEND of another flow", 8, (0xFF03UL << 32) | 99 }, { "a TEXT without its text", 8, (0xFF06UL << 32) | 1 },
    };

    public void Dispose()
    {
        _tracer.Session!.StartFlusher();
        _tracer.Dispose();
        _directory.Dispose();
    }

    [Theory]
    [MemberData(nameof(Headers))]
    public void A_header_that_makes_no_sense_sets_the_ring_aside_with_a_reason(string what, int offset, ulong value)
    {
        using CrashImage image = new(_directory.Path);
        byte[] before = Poke(image.Ring, offset, value);
        string name = Path.GetFileName(image.Ring);
        Assert.True(Run(image) is { SetAside: 1, Rings: 0, Failed: 0 }, what);
        Assert.Empty(Directory.GetFiles(image.Staging));
        Assert.Equal(before, File.ReadAllBytes(Assert.Single(image.Quarantined, path => Path.GetFileName(path) == name)));
        Assert.NotEmpty(File.ReadAllText(Assert.Single(image.Quarantined, static path => path.EndsWith(".reason", StringComparison.Ordinal))));
        Assert.Contains("Quarantined", Assert.Single(_log), StringComparison.Ordinal);
        Assert.Empty(TraceFiles.In(image.Output));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(4096)]
    [InlineData(100_000)]
    public void A_ring_that_was_cut_off_is_set_aside(int length)
    {
        using CrashImage image = new(_directory.Path);
        using (FileStream file = File.OpenWrite(image.Ring))
        {
            file.SetLength(length);
        }

        Assert.True(Run(image) is { SetAside: 1, Failed: 0 });
        Assert.Empty(Directory.GetFiles(image.Staging));
    }

    [Theory]
    [MemberData(nameof(ChunkHeaders))]
    public void A_chunk_that_is_not_one_costs_itself_alone(string what, int offset, ulong value)
    {
        using CrashImage image = new(_directory.Path);
        Poke(image.Ring, ChunkOf(1) + offset, (uint)value);
        Assert.True(Run(image) is { SetAside: 1, Events: PerThread }, what);
        Assert.Equal(Numbers(PerThread), Events(image, 2));
        Assert.Contains(image.Quarantined, static path => path.EndsWith(".map", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Records))]
    public void A_record_that_makes_no_sense_costs_what_is_after_it_in_its_chunk_and_is_accounted_for(string what, int offset, ulong value)
    {
        const int Bad = 400;
        using CrashImage image = new(_directory.Path);
        Poke(image.Ring, ChunkOf(1) + ChunkHeader.ByteSize + (Bad * RingLayout.RecordSize) + offset, value);
        SalvageSummary summary = Run(image);
        Assert.True(summary.SetAside == 1, what);
        Assert.Equal(Numbers(PerThread), Events(image, 2));
        ulong[] kept = [.. Events(image, 1)];

        // A record that belongs to the event before it takes that with it.
        Assert.InRange(kept.Length, Bad - 1, Bad);
        Assert.Equal(Numbers(kept.Length), kept);
        Assert.InRange(summary.Lost, PerThread - Bad - 1, PerThread - Bad + 1);
        Assert.Equal(summary.Lost, TraceFiles.ReadAll(image.Output).Where(static r => r.EventType == MetaEvent.EventsDropped).Sum(static r => (long)r.Payload));
        Assert.Equal(default, Run(image));
    }

    [Fact]
    public void Strings_that_make_no_sense_cost_only_themselves()
    {
        using CrashImage image = new(_directory.Path);
        Poke(image.Ring, (int)_tracer.Session!.Ring.Header->StringsOffset + sizeof(uint), uint.MaxValue);
        Assert.True(Run(image) is { SetAside: 1, Events: 2 * PerThread });
        Assert.Equal(Numbers(PerThread), Events(image, 1));
    }

    [Fact]
    public void Whatever_bytes_are_changed_what_is_handed_over_is_sound()
    {
        Random random = new(20_260_801);
        using CrashImage image = new(_directory.Path);
        byte[] sound = File.ReadAllBytes(image.Ring);
        for (int round = 0; round < 150; round++)
        {
            byte[] damaged = (byte[])sound.Clone();
            for (int change = random.Next(1, 8); change > 0; change--)
            {
                // Where something is: the header, the slots, the chunks.
                int at = random.Next(4) switch
                {
                    0 => random.Next(0, 200),
                    1 => 4096 + random.Next(0, 512),
                    2 => (int)_chunks + random.Next(0, 64),
                    _ => (int)_chunks + random.Next(0, 2 * RingLayout.ChunkSize),
                };
                damaged[at] = (byte)random.Next(256);
            }

            using TempDirectory directory = new();
            Directory.CreateDirectory(directory.Staging);
            File.WriteAllBytes(Path.Combine(directory.Staging, Path.GetFileName(image.Ring)), damaged);
            SalvageSummary summary = TraceSalvage.Run(directory.Path, _log.Add);
            List<string> left = [.. Directory.GetFiles(directory.Staging)];
            bool isForeign = _log.Any(static line => line.Contains("left alone", StringComparison.Ordinal));
            Assert.True(summary.Failed == 0 && (isForeign || left.Count == 0), string.Join('\n', _log));
            _log.Clear();
            if (Directory.Exists(directory.Output))
            {
                // Throws if a file is not sound.
                Assert.Equal(summary.Events, TraceFiles.ReadAll(directory.Output).Count(static r => r.EventType is < 0xFF00 or > 0xFFFF));
            }
        }
    }

    [Theory]
    [InlineData(8, 99, "layout 99")]
    [InlineData(104, 0, "locks")]
    public void A_ring_that_may_be_sound_but_not_for_this_version_is_left_alone(int offset, uint value, string reason)
    {
        using CrashImage image = new(_directory.Path);
        Poke(image.Ring, offset, value);
        Assert.Equal(default, Run(image));
        Assert.True(File.Exists(image.Ring));
        Assert.Contains(reason, Assert.Single(_log), StringComparison.Ordinal);
    }

    private int ChunkOf(uint flow)
    {
        for (int chunk = 0; ; chunk++)
        {
            ChunkHeader* header = _tracer.Session!.Ring.ChunkAt((uint)chunk);
            if (header->State != ChunkState.Free && (uint)Ring.RecordAt(header, 0)[1] == flow)
            {
                return (int)_chunks + (chunk * RingLayout.ChunkSize);
            }
        }
    }

    private SalvageSummary Run(CrashImage image) => TraceSalvage.Run(image.Path, _log.Add);

    private void Write(uint flow)
    {
        for (ulong n = 0; n < PerThread; n++)
        {
            _tracer.Write(flow, 1, n);
        }
    }

    private static byte[] Poke(string path, int offset, ulong value)
    {
        byte[] bytes = File.ReadAllBytes(path);
        BitConverter.TryWriteBytes(bytes.AsSpan(offset), value);
        File.WriteAllBytes(path, bytes);
        return bytes;
    }

    private static void Poke(string path, int offset, uint value)
    {
        byte[] bytes = File.ReadAllBytes(path);
        BitConverter.TryWriteBytes(bytes.AsSpan(offset), value);
        File.WriteAllBytes(path, bytes);
    }

    private static IEnumerable<ulong> Numbers(int count) => Enumerable.Range(0, count).Select(static n => (ulong)n);

    private static IEnumerable<ulong> Events(CrashImage image, uint flow) =>
        TraceFiles.ReadAll(image.Output).Where(r => r.EventType == 1 && r.FlowId == flow).Select(static r => r.Payload);
}
