using Ojo.Catalogue;
using Ojo.Format;

namespace Ojo.Runtime.Tests;

/// <summary>The files beside the traces, and the folders.</summary>
public sealed class TracerFilesTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    private TracerOptions Options => new() { Directory = _directory.Path, Service = "tests", FlushInterval = TimeSpan.FromHours(1) };

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void A_tracer_says_where_it_records_and_what_its_run_is_called()
    {
        string relative = Path.GetRelativePath(Environment.CurrentDirectory, _directory.Path);
        using Tracer tracer = Tracer.Create(new TracerOptions { Directory = relative, Service = "who" });
        Assert.Equal(_directory.Path, tracer.Directory);
        tracer.Write(1, 0x10001, 1);
        tracer.Flush();
        RunDescription run = RunDescription.Parse(File.ReadAllBytes(Path.Combine(_directory.Output, tracer.Run!.FileName.ToString())));
        Assert.Equal(run, tracer.Run with { StartedAt = run.StartedAt });
        Assert.Equal("who", run.Service);

        using Tracer silent = Tracer.Create(new TracerOptions { Enabled = false });
        Assert.Equal((null, null), (silent.Directory, silent.Run));
    }

    [Fact]
    public void Run_and_schema_are_there_before_the_first_event()
    {
        using Tracer tracer = Tracer.Create(Options with { Filter = "Packet:info", Clock = TraceClock.Stopwatch });
        RunDescription run = ReadRun();
        Assert.Equal(
            ("tests", Environment.MachineName, Environment.ProcessId, 1, "stopwatch", "Packet:info"),
            (run.Service, run.Host, run.ProcessId, run.Version, run.Clock, run.Filter));
        Assert.Equal(run.BatchStart, (ulong)(run.StartedAt!.Value.UtcTicks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond);
        byte[] schema = File.ReadAllBytes(Path.Combine(_directory.Output, TraceFileName.ForSchema(run.SchemaHash).ToString()));
        Assert.Equal(run.SchemaHash, SchemaDocument.HashOf(schema));
        Assert.NotEmpty(SchemaDocument.Parse(schema).Events);
    }

    [Fact]
    public void Trace_files_bear_the_run_s_name_and_start_and_are_numbered()
    {
        using Tracer tracer = Tracer.Create(Options);
        RunDescription run = ReadRun();
        for (uint sequence = 0; sequence < 3; sequence++)
        {
            tracer.Write(1, 2, 3);
            tracer.Flush();
            string path = Path.Combine(_directory.Output, TraceFileName.ForTrace(run.BatchStart, (uint)run.ProcessId, sequence).ToString());
            using TraceFileReader reader = TraceFileReader.Open(path);
            Assert.Equal((1, run.BatchStart, 0ul, true), (reader.Version, reader.BatchStart, reader.SchemaHash, reader.HasChecksum));
        }
    }

    [Fact]
    public void Nanoseconds_are_version_2_and_name_the_schema()
    {
        using (Tracer tracer = Tracer.Create(Options with { Resolution = TraceResolution.Nanoseconds }))
        {
            tracer.Write(1, 2, 3);
        }

        RunDescription run = ReadRun();
        using TraceFileReader reader = TraceFileReader.Open(TraceFiles.In(_directory.Output)[0]);
        Assert.Equal((2, run.BatchStart, run.SchemaHash), (reader.Version, reader.BatchStart, reader.SchemaHash));
        Assert.Equal(2, run.Version);
        Assert.NotEqual(0ul, run.SchemaHash);
    }

    [Fact]
    public void A_provider_that_comes_later_is_in_the_schema_before_the_next_trace_file()
    {
        using Tracer tracer = Tracer.Create(Options);
        RunDescription before = ReadRun();
        EventCatalogue.Register(new LateProvider());
        tracer.Write(1, 0x7ABCDEF0, 3);
        tracer.Flush();
        RunDescription after = ReadRun();
        Assert.NotEqual(before.SchemaHash, after.SchemaHash);
        Assert.Equal(before with { SchemaHash = after.SchemaHash }, after);
        byte[] schema = File.ReadAllBytes(Path.Combine(_directory.Output, TraceFileName.ForSchema(after.SchemaHash).ToString()));
        Assert.Contains(SchemaDocument.Parse(schema).Events, static e => e.Name == "CAME_LATE");
    }

    [Fact]
    public void A_filter_that_is_changed_is_in_the_run_file_before_the_next_trace_file()
    {
        using Tracer tracer = Tracer.Create(Options);
        tracer.Filter = "Packet:off";
        tracer.Write(1, 2, 3);
        tracer.Flush();
        Assert.Equal("Packet:off", ReadRun().Filter);
    }

    [Fact]
    public void A_file_has_at_most_as_many_records_as_it_should()
    {
        const int Events = 1_300_000;
        using (Tracer tracer = Tracer.Create(Options with { BufferSize = 64 << 20 }, startFlusher: false))
        {
            for (ulong n = 0; n < Events; n++)
            {
                if (n % 50_000 == 0)
                {
                    // What the flusher would do meanwhile: make chunks ready.
                    tracer.Session!.Round.IsUrgent();
                }

                tracer.Write(1, 2, n);
            }

            Assert.Equal(0, tracer.Statistics.Lost);
            tracer.Session!.StartFlusher();
        }

        List<TraceRecord>[] files = [.. TraceFiles.In(_directory.Output).Select(static path => TraceFiles.Read(path, 1 << 16))];
        Assert.Equal([1 << 20, Events - (1 << 20) + 2], files.Select(static f => f.Count));
        Assert.Equal(Events, files.Sum(static f => f.Count - 1));
    }

    [Fact]
    public void The_ring_is_locked_while_the_tracer_lives_and_gone_afterwards()
    {
        Tracer tracer = Tracer.Create(Options);
        string ring = Assert.Single(Directory.GetFiles(_directory.Staging, "ring_*.map"));
        Assert.Throws<IOException>(() => File.Open(ring, FileMode.Open, FileAccess.ReadWrite, FileShare.None).Dispose());
        tracer.Dispose();
        Assert.False(File.Exists(ring));
    }

    [Fact]
    public void Power_loss_durability_writes_the_same_files()
    {
        using (Tracer tracer = Tracer.Create(Options with { Durability = Durability.PowerLoss }))
        {
            tracer.Write(1, 2, 3);
        }

        Assert.Single(TraceFiles.ReadAll(_directory.Output));
    }

    [Fact]
    public void A_directory_that_cannot_be_made_is_an_error_at_creation_that_says_what_to_do()
    {
        string file = Path.Combine(_directory.Path, "file");
        File.WriteAllText(file, "");
        IOException thrown = Assert.Throws<IOException>(() => Tracer.Create(Options with { Directory = Path.Combine(file, "traces") }));
        Assert.Contains(file, thrown.Message, StringComparison.Ordinal);
        Assert.Contains("OJO_DIRECTORY", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_directory_that_may_not_be_written_is_an_error_at_creation()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Needs a folder that nobody may write to.");
        IOException thrown = Assert.Throws<IOException>(() => Tracer.Create(Options with { Directory = "/proc/ojo" }));
        Assert.Contains("/proc/ojo", thrown.Message, StringComparison.Ordinal);
    }

    private RunDescription ReadRun() =>
        RunDescription.Parse(File.ReadAllBytes(Assert.Single(Directory.GetFiles(_directory.Output, "run_*.json"))));

    private sealed class LateProvider : EventProvider
    {
        public override string Name => "tests.late";

        public override string Namespace => "Tests";

        public override IReadOnlyList<EventDescriptor> Events => [new() { Id = 0x7ABCDEF0, Name = "CAME_LATE", Provider = Name }];

        public override ReadOnlySpan<byte> SchemaJson =>
            """{"provider":"tests.late","namespace":"Tests","events":[{"id":2059198192,"name":"CAME_LATE"}]}"""u8;

        public override ReadOnlySpan<byte> SqlSeed => default;

        public override ReadOnlySpan<byte> SqlViews => default;
    }
}
