using Ojo.Recording;

namespace Ojo.Runtime.Tests.Salvage;

/// <summary>The machine was started anew since the process died: its ring may have pages of different ages.</summary>
public sealed unsafe class RestartedMachineTests : IDisposable
{
    private const int BootId = 112;
    private const int PageSize = 4096;
    private readonly TempDirectory _directory = new();
    private readonly List<string> _log = [];
    private readonly Tracer _tracer;

    public RestartedMachineTests()
    {
        Assert.SkipUnless(CrashImage.IsPossible, "Needs a program that copies locked files.");
        _tracer = Tracer.Create(
            new TracerOptions { Directory = _directory.Path, BufferSize = 8 * RingLayout.ChunkSize, Resolution = TraceResolution.Nanoseconds },
            startFlusher: false);
    }

    public void Dispose()
    {
        _tracer.Session!.StartFlusher();
        _tracer.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public void A_ring_of_which_nothing_was_published_is_salvaged()
    {
        Write(0, 1000);
        using CrashImage image = Restarted();
        Assert.Equal(1000, Run(image).Events);
    }

    [Fact]
    public void What_is_newer_than_every_file_is_salvaged_though_the_ring_forgot_what_was_published()
    {
        Write(0, 1000);
        byte[] before = RingBytes();
        Flush();
        Write(1000, 500);
        using CrashImage image = Restarted();

        // The chunk's first page, which says how far it is drained, did not come to the disk; those after it did.
        byte[] ring = File.ReadAllBytes(image.Ring);
        int chunk = FirstChunk();
        Array.Copy(before, chunk, ring, chunk, ChunkHeader.ByteSize);
        BitConverter.TryWriteBytes(ring.AsSpan(chunk), (1500UL << 32) | 1500);
        File.WriteAllBytes(image.Ring, ring);
        Assert.Equal(500, Run(image).Events);
        Assert.Equal(Numbers(0, 1500), Events(image));
    }

    [Fact]
    public void A_ring_whose_run_s_files_are_gone_is_set_aside()
    {
        Write(0, 10);
        Flush();
        Write(10, 10);
        Flush();
        Write(20, 10);
        using CrashImage image = Restarted();
        Array.ForEach(TraceFiles.In(image.Output), File.Delete);
        Assert.True(Run(image) is { SetAside: 1, Events: 0 });
        Assert.Contains("started anew", Assert.Single(_log), StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_that_is_older_than_the_one_before_it_ends_the_chunk()
    {
        Write(0, 8 * RingLayout.ChunkRecords);
        byte[] before = RingBytes();
        Flush();
        Write(100_000, RingLayout.ChunkRecords);
        using CrashImage image = Restarted();
        byte[] ring = File.ReadAllBytes(image.Ring);
        int chunk = OpenChunk();
        Array.Copy(before, chunk + (2 * PageSize), ring, chunk + (2 * PageSize), PageSize);
        File.WriteAllBytes(image.Ring, ring);
        SalvageSummary summary = Run(image);
        ulong[] events = [.. Events(image).Where(static n => n >= 100_000)];
        Assert.Equal(Numbers(100_000, events.Length), events);

        // The record that begins on the second page and ends on the third has words of both.
        Assert.Equal(((2 * PageSize) - ChunkHeader.ByteSize) / RingLayout.RecordSize, events.Length);
        Assert.Equal((1, RingLayout.ChunkRecords), (summary.SetAside, events.Length + summary.Lost));
    }

    private int FirstChunk() => (int)_tracer.Session!.Ring.Header->ChunksOffset;

    private int OpenChunk() => FirstChunk() + (int)(_tracer.Session!.Ring.IndexOf(LaneCursor.Chunk) * RingLayout.ChunkSize);

    private byte[] RingBytes()
    {
        RingHeader* header = _tracer.Session!.Ring.Header;
        return new Span<byte>(header, FirstChunk() + (int)(header->ChunksPrepared * RingLayout.ChunkSize)).ToArray();
    }

    private CrashImage Restarted()
    {
        CrashImage image = new(_directory.Path);
        using FileStream ring = File.OpenWrite(image.Ring);
        ring.Position = BootId;
        ring.WriteByte(1);
        ring.WriteByte(2);
        return image;
    }

    private SalvageSummary Run(CrashImage image) => TraceSalvage.Run(image.Path, _log.Add);

    private void Flush() => Assert.Null(_tracer.Session!.Round.TryRun(isLast: false, hasFailed: false));

    private void Write(int first, int count)
    {
        for (int n = first; n < first + count; n++)
        {
            _tracer.Write(1, 1, (ulong)n);
        }
    }

    private static IEnumerable<ulong> Numbers(int first, int count) => Enumerable.Range(first, count).Select(static n => (ulong)n);

    private static IEnumerable<ulong> Events(CrashImage image) =>
        TraceFiles.ReadAll(image.Output).Where(static r => r.EventType == 1).Select(static r => r.Payload);
}
