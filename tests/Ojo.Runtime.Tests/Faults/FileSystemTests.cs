using Ojo.Runtime.Tests.Publishing;

namespace Ojo.Runtime.Tests.Faults;

/// <summary>What holds on one file system holds on the others.</summary>
public sealed class FileSystemTests(FaultLibrary library) : IClassFixture<FaultLibrary>
{
    [Theory]
    [InlineData("tmpfs", "stream")]
    [InlineData("tmpfs", "flight recorder")]
    [InlineData("ext4", "power loss")]
    [InlineData("ext4", "flight recorder")]
    [InlineData("overlay", "power loss")]
    [InlineData("overlay", "flight recorder")]
    public void Everything_is_written_or_salvaged_there(string kind, string work)
    {
        library.SkipIfMissing();
        using FileSystemFolder folder = new(kind);

        // Before its first trace file has its name, after that, and not at all.
        foreach ((string deed, int expected) in new[] { ("kill-before", WorkProcess.Killed), ("kill-after", WorkProcess.Killed), ("", 0) })
        {
            string traces = Path.Combine(folder.Path, $"traces {deed}");
            WorkProcess process = new(work, traces, Path.Combine(folder.Path, $"counts {deed}"));
            Fault fault = new(deed) { Calls = "rename", PathPart = "trace_" };
            Assert.Equal(expected, process.Run(fault.Environment(library, traces)));
            Assert.Empty(process.Problems());
            Assert.NotEmpty(Directory.GetFiles(Path.Combine(traces, "output"), "trace_*"));
        }
    }

    [Fact]
    public void Staging_and_output_on_different_devices_are_refused_at_creation_and_nothing_is_copied()
    {
        using TempDirectory directory = new();
        using FileSystemFolder other = new("tmpfs");
        string output = Directory.CreateDirectory(Path.Combine(other.Path, "output")).FullName;
        Directory.CreateSymbolicLink(directory.Output, output);
        IOException thrown = Assert.Throws<IOException>(() => Tracer.Create(new TracerOptions { Directory = directory.Path }));
        Assert.Contains("different devices", thrown.Message, StringComparison.Ordinal);
        Assert.Contains(directory.Path, thrown.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(output));
        Assert.Empty(Directory.GetFiles(directory.Staging));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(64)]
    [InlineData(512)]
    [InlineData(1200)]
    [InlineData(2048)]
    [InlineData(5000)]
    [InlineData(9300)]
    [InlineData(10500)]
    [InlineData(14000)]
    public void However_little_room_there_is_in_memory_s_file_system_the_program_is_refused_a_tracer_or_lives(int freeKibibytes)
    {
        using SmallDisk disk = new(megabytes: 24);
        Assert.SkipWhen(disk.Problem is not null, $"No small file system can be mounted here: {disk.Problem}");
        FullDiskTests.Fill(Path.Combine(disk.Path, "ballast"));
        using (FileStream ballast = new(Path.Combine(disk.Path, "ballast"), FileMode.Open))
        {
            ballast.SetLength(ballast.Length - (freeKibibytes << 10));
        }

        Tracer tracer;
        try
        {
            tracer = Tracer.Create(new TracerOptions { Directory = disk.Path }, startFlusher: false);
        }
        catch (IOException)
        {
            Assert.InRange(freeKibibytes, 0, 10_000);
            Assert.Empty(Directory.GetFiles(Path.Combine(disk.Path, "staging"), "ring_*"));
            return;
        }

        // Touching memory that has no room behind it would kill this process.
        int attempted = 0;
        while (tracer.Statistics.Lost == 0)
        {
            for (int n = 0; n < 1000; n++, attempted++)
            {
                tracer.Intern($"string {attempted}");
                tracer.Write(1, 1, (ulong)attempted);
            }

            tracer.Session!.Round.IsUrgent();
        }

        Assert.Equal(attempted, tracer.Statistics.Attempted);
        File.Delete(Path.Combine(disk.Path, "ballast"));
        tracer.Session!.StartFlusher();
        tracer.Dispose();
        Assert.Equal(attempted, tracer.Statistics.Attempted);
        Assert.Equal(tracer.Statistics.Stored, TraceFiles.ReadAll(Path.Combine(disk.Path, "output")).Count(static r => r.EventType == 1));
    }
}
