using System.Diagnostics;
using Ojo.Format;
using Ojo.Recording;
using Ojo.Runtime.Tests.Salvage;

namespace Ojo.Runtime.Tests.Publishing;

/// <summary>Folders that go away, cannot be written to, or have no room, while a program records or is salvaged.</summary>
public sealed class BrokenFoldersTests : IDisposable
{
    private const int Chunks = 4;
    private const int Room = Chunks * RingLayout.ChunkRecords;
    private readonly TempDirectory _directory = new();
    private readonly Tracer _tracer;

    public BrokenFoldersTests() =>
        _tracer = Tracer.Create(new TracerOptions { Directory = _directory.Path, BufferSize = Chunks * RingLayout.ChunkSize }, startFlusher: false);

    public void Dispose()
    {
        TestPoint.Hook = null;
        _tracer.Session!.StartFlusher();
        _tracer.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public void Folders_that_somebody_removed_are_made_again_and_nothing_is_lost()
    {
        Write(0, 10);
        Assert.Null(Flush(hasFailed: false));
        Directory.Delete(_directory.Staging, recursive: true);
        Directory.Delete(_directory.Output, recursive: true);
        Write(10, 10);
        Assert.NotNull(Flush(hasFailed: false));
        Write(20, 10);
        Assert.Null(Flush(hasFailed: true));
        Assert.Equal(Numbers(10, 20), Events());
        Assert.Single(Directory.GetFiles(_directory.Output, "run_*.json"));
        Assert.Equal(new TracerStatistics(30, 0), _tracer.Statistics);
    }

    [Fact]
    public void A_read_only_folder_is_waited_for_and_only_what_the_buffer_cannot_keep_is_lost()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Needs a folder that becomes read-only.");
        Write(0, 10);
        Assert.Null(Flush(hasFailed: false));
        if (Mount("--bind", _directory.Output, _directory.Output) is { } problem)
        {
            Assert.Skip($"Nothing can be mounted here: {problem}");
        }

        try
        {
            Assert.Null(Mount("-o", "remount,ro,bind", _directory.Output));
            Write(10, 10);
            Assert.NotNull(Flush(hasFailed: false));
            Write(20, Room);
            Assert.NotNull(Flush(hasFailed: true));
            Assert.Equal(Numbers(0, 10), Events());
            Assert.Empty(Directory.GetFiles(_directory.Staging, "trace_*"));
        }
        finally
        {
            Run("umount", _directory.Output);
        }

        Assert.Null(Flush(hasFailed: true));
        long lost = _tracer.Statistics.Lost;
        Assert.InRange(lost, 1, Room);
        Assert.Equal(Numbers(0, 20 + Room - (int)lost), Events());
        TraceRecord gap = Assert.Single(TraceFiles.ReadAll(_directory.Output), static r => r.EventType == MetaEvent.EventsDropped);
        Assert.Equal((lost, (uint)DropCause.WriteError), ((long)gap.Payload, gap.FlowId));
    }

    [Fact]
    public void A_folder_that_cannot_be_brought_to_the_disk_does_not_have_its_files_written_twice()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Elsewhere folders are not brought to the disk.");
        using TempDirectory directory = new();
        Tracer tracer = Tracer.Create(new TracerOptions { Directory = directory.Path, Durability = Durability.PowerLoss }, startFlusher: false);
        tracer.Write(1, 1, 1);
        TestPoint.Hook = step =>
        {
            if (step == RecordingStep.FileSettled)
            {
                Directory.Move(directory.Output, directory.Output + ".away");
            }
        };
        Assert.NotNull(tracer.Session!.Round.TryRun(isLast: false, hasFailed: false));
        TestPoint.Hook = null;
        Directory.Move(directory.Output + ".away", directory.Output);
        Assert.Null(tracer.Session!.Round.TryRun(isLast: false, hasFailed: true));
        tracer.Write(1, 1, 2);
        tracer.Session!.StartFlusher();
        tracer.Dispose();
        Assert.Equal([1ul, 2ul], TraceFiles.ReadAll(directory.Output).Select(static r => r.Payload));
        Assert.Equal(new TracerStatistics(2, 0), tracer.Statistics);
    }

    [Fact]
    public void A_salvager_on_a_full_disk_keeps_the_ring_and_the_next_one_finishes()
    {
        Assert.SkipUnless(CrashImage.IsPossible, "Needs a program that copies locked files.");
        using SmallDisk disk = new(megabytes: 16);
        Assert.SkipWhen(disk.Problem is not null, $"No small file system can be mounted here: {disk.Problem}");
        Write(0, Room);
        Assert.Null(Run("cp", "--archive", "--sparse=always", $"{_directory.Path}/.", disk.Path));
        string ballast = Path.Combine(disk.Path, "ballast");
        FullDiskTests.Fill(ballast);
        List<string> log = [];
        Assert.Equal(new SalvageSummary(0, 0, 0, 0, 0, 1), TraceSalvage.Run(disk.Path, log.Add));
        Assert.Contains("It is kept.", Assert.Single(log), StringComparison.Ordinal);
        Assert.Single(Directory.GetFiles(Path.Combine(disk.Path, "staging")));
        Assert.Empty(TraceFiles.In(Path.Combine(disk.Path, "output")));

        File.Delete(ballast);
        Assert.Equal(new SalvageSummary(1, 1, Room, 0, 0, 0), TraceSalvage.Run(disk.Path));
        Assert.Empty(Directory.GetFiles(Path.Combine(disk.Path, "staging")));
    }

    private string? Flush(bool hasFailed) => _tracer.Session!.Round.TryRun(isLast: false, hasFailed);

    private IEnumerable<ulong> Events() =>
        TraceFiles.ReadAll(_directory.Output).Where(static r => r.EventType == 1).Select(static r => r.Payload);

    private void Write(int first, int count)
    {
        for (int n = first; n < first + count; n++)
        {
            _tracer.Write(1, 1, (ulong)n);
        }
    }

    private static IEnumerable<ulong> Numbers(int first, int count) => Enumerable.Range(first, count).Select(static n => (ulong)n);

    private static string? Mount(params string[] arguments) => Run("mount", arguments);

    private static string? Run(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        string error = process.ReadToEnd(process.StandardError);
        return process.ExitCode == 0 ? null : error;
    }
}
