using System.Collections.Concurrent;

namespace Ojo.Runtime.Tests.Recording;

/// <summary>Somebody tidies up staging/ and takes the buffer's file for litter.</summary>
public sealed class RemovedRingTests : IDisposable
{
    private const int EventsEach = 5000;
    private readonly TempDirectory _directory = new();
    private readonly ConcurrentQueue<string> _warnings = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Events_reach_their_files_all_the_same_and_the_user_is_told_once(bool isWholeFolder)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "A file that is mapped cannot be deleted here.");
        using Tracer tracer = Tracer.Create(Options());
        string ring = Assert.Single(Directory.GetFiles(_directory.Staging, "ring_*.map"));
        Write(tracer, 0);
        if (isWholeFolder)
        {
            Directory.Delete(_directory.Staging, recursive: true);
        }
        else
        {
            File.Delete(ring);
        }

        // The first flush may find that there is no folder for its file.
        _ = Record.Exception(tracer.Flush);
        for (int round = 1; round < 4; round++)
        {
            Write(tracer, round);
            tracer.Flush();
        }

        tracer.Dispose();
        Assert.Equal(Enumerable.Range(0, 4 * EventsEach).Select(static n => (ulong)n), TraceFiles.ReadAll(_directory.Output).Where(static r => r.EventType == 1).Select(static r => r.Payload));
        Assert.Equal(new TracerStatistics(4 * EventsEach, 0), tracer.Statistics);
        string told = Assert.Single(_warnings, warning => warning.Contains(ring, StringComparison.Ordinal));
        Assert.Contains("has been removed", told, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_directory.Staging));
    }

    [Fact]
    public void As_long_as_it_is_there_nobody_is_told_anything()
    {
        using Tracer tracer = Tracer.Create(Options());
        Write(tracer, 0);
        tracer.Flush();
        tracer.Dispose();
        Assert.Empty(_warnings);
    }

    [Fact]
    public void The_next_tracer_has_a_buffer_of_its_own()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "A file that is mapped cannot be deleted here.");
        using Tracer first = Tracer.Create(Options());
        File.Delete(Assert.Single(Directory.GetFiles(_directory.Staging, "ring_*.map")));
        using Tracer second = Tracer.Create(Options());
        Write(first, 0);
        Write(second, 0);
        first.Dispose();
        Assert.Single(Directory.GetFiles(_directory.Staging, "ring_*.map"));
    }

    private static void Write(Tracer tracer, int round)
    {
        for (int n = 0; n < EventsEach; n++)
        {
            tracer.Write(1, 1, (ulong)((round * EventsEach) + n));
        }
    }

    private TracerOptions Options() => new() { Directory = _directory.Path, FlushInterval = TimeSpan.FromHours(1), OnWarning = _warnings.Enqueue };
}
