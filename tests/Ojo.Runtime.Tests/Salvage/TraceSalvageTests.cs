using Ojo.Format;
using Ojo.Recording;

namespace Ojo.Runtime.Tests.Salvage;

public sealed class TraceSalvageTests : IDisposable
{
    private const int Chunks = 8;
    private readonly TempDirectory _directory = new();
    private readonly List<string> _log = [];
    private readonly Tracer _tracer;

    public TraceSalvageTests()
    {
        Assert.SkipUnless(CrashImage.IsPossible, "Needs a program that copies locked files.");
        _tracer = Tracer.Create(
            new TracerOptions { Directory = _directory.Path, BufferSize = Chunks * RingLayout.ChunkSize, Service = "the one that died" }, startFlusher: false);
    }

    public void Dispose()
    {
        _tracer.Session!.StartFlusher();
        _tracer.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public void What_no_file_has_is_in_a_file_and_the_ring_is_gone()
    {
        Write(0, 5000);
        using CrashImage image = Crash();
        Assert.Equal(new SalvageSummary(1, 1, 5000, 0, 0, 0), Run(image));
        Assert.Equal(Numbers(0, 5000), Events(image));
        Assert.Empty(Directory.GetFiles(image.Staging));
        Assert.Contains(_log, static line => line.Contains("Salvaged 5000 events", StringComparison.Ordinal));
        Assert.Equal(default, Run(image));
    }

    [Fact]
    public void What_files_have_is_not_written_twice()
    {
        Write(0, 4000);
        Flush();
        Write(4000, 3000);
        using CrashImage image = Crash();
        Assert.Equal(3000, Run(image).Events);
        Assert.Equal(Numbers(0, 7000), Events(image));
    }

    [Fact]
    public void A_ring_whose_process_lives_is_not_touched()
    {
        Write(0, 100);
        Assert.Equal(default, TraceSalvage.Run(_directory.Path, _log.Add));
        Assert.Single(Directory.GetFiles(_directory.Staging));
        Assert.Empty(TraceFiles.In(_directory.Output));
        Assert.Empty(_log);
    }

    [Fact]
    public void Events_of_several_threads_are_merged_by_time()
    {
        for (int n = 0; n < 103; n++)
        {
            int number = n;
            Thread thread = new(() => Write(number, 1));
            thread.Start();
            thread.Join();
            if (n % 5 == 4)
            {
                Flush();
            }
        }

        Write(103, 100);
        using CrashImage image = Crash();
        Run(image);
        Assert.Equal(Numbers(0, 203), Events(image));
    }

    [Fact]
    public void Lost_events_are_accounted_for_once()
    {
        Write(0, (Chunks * RingLayout.ChunkRecords) + 700);
        Flush();
        Write(100_000, (Chunks * RingLayout.ChunkRecords) + 30);
        using CrashImage image = Crash();
        Assert.Equal(30, Run(image).Lost);
        List<TraceRecord> records = TraceFiles.ReadAll(image.Output);
        Assert.Equal([700ul, 30ul], records.Where(static r => r.EventType == MetaEvent.EventsDropped).Select(static r => r.Payload));
        Assert.Equal(_tracer.Statistics.Stored, records.Count(static r => r.EventType == 1));
        Assert.Equal(730, _tracer.Statistics.Lost);
        Assert.Equal(records.Select(static r => r.TsDelta).Order(), records.Select(static r => r.TsDelta));
    }

    [Fact]
    public void A_gap_between_events_stands_between_them()
    {
        // The flusher frees chunks while the thread has none, so what is recorded next ends the gap.
        Write(0, (Chunks * RingLayout.ChunkRecords) + 40);
        Flush();
        Write(1_000_000, 10);
        using CrashImage image = Crash();
        Assert.Equal((10, 0), (Run(image).Events, _log.Count - 1));

        Write(1_000_010, Chunks * RingLayout.ChunkRecords);
        using CrashImage later = Crash();
        SalvageSummary summary = Run(later);
        Assert.Equal(_tracer.Statistics.Lost - 40, summary.Lost);
    }

    [Fact]
    public void Strings_are_defined_before_the_events_that_refer_to_them()
    {
        uint early = _tracer.Intern("early");
        _tracer.Write(1, 1, early);
        Flush();
        uint late = _tracer.Intern("späť");
        _tracer.Write(1, 1, late);
        using CrashImage image = Crash();
        Run(image);
        List<TraceRecord> records = TraceFiles.Read(TraceFiles.In(image.Output)[^1]);
        Assert.Equal([early, late], records.Where(static r => r.EventType == MetaEvent.StringDefine).Select(static r => r.FlowId));
        Assert.True(records.FindIndex(static r => r.EventType == 1) > records.FindLastIndex(static r => r.EventType == MetaEvent.StringDefine));
    }

    [Fact]
    public void Events_with_words_and_texts_are_whole()
    {
        _tracer.Write(7, 1, 1, 2, 3);
        _tracer.Write(7, 1, [1, 2], "text", "");
        using CrashImage image = Crash();
        Assert.Equal(2, Run(image).Events);
        uint[] types = [.. TraceFiles.ReadAll(image.Output).Select(static r => r.EventType)];
        const uint E = MetaEvent.Extend;
        const uint T = MetaEvent.Text;
        Assert.Equal([1u, E, E, 1u, E, T, E, T], types);
    }

    [Fact]
    public void Who_died_is_said_again_if_the_run_file_is_gone()
    {
        Write(0, 10);
        using CrashImage image = Crash();
        string runFile = Assert.Single(Directory.GetFiles(image.Output, "run_*.json"));
        byte[] content = File.ReadAllBytes(runFile);
        Directory.Delete(image.Output, recursive: true);
        Run(image);
        Assert.Equal(content, File.ReadAllBytes(runFile));
        Assert.Equal("the one that died", RunDescription.Parse(content).Service);
        Assert.Equal(Numbers(0, 10), Events(image));
    }

    [Fact]
    public void A_half_written_file_goes_with_its_ring()
    {
        Write(0, 10);
        using CrashImage image = Crash();
        string staged = Path.Combine(image.Staging, Path.GetFileName(image.Ring).Replace("ring_", "trace_", StringComparison.Ordinal).Replace(".map", "_00000000.bin", StringComparison.Ordinal));
        File.WriteAllBytes(staged, new byte[1000]);
        Run(image);
        Assert.Empty(Directory.GetFiles(image.Staging));
        Assert.Equal(Numbers(0, 10), Events(image));
    }

    [Fact]
    public void Half_written_descriptions_of_a_run_go_with_its_ring_and_those_of_others_stay()
    {
        Write(0, 10);
        using CrashImage image = Crash();
        string run = Path.GetFileNameWithoutExtension(image.Ring)["ring_".Length..];
        string random = Guid.NewGuid().ToString("N");
        string[] others = [$"run_0000000000000001_00000001.json.{random}", $"schema_0000000000000001.json.{random}", $"run_{run}.json.mine", $"somebody's_{run}.json.{random}"];
        foreach (string name in (string[])[$"run_{run}.json.{random}", $"snapshot_{run}_00000003.json.{random}", .. others])
        {
            File.WriteAllText(Path.Combine(image.Staging, name), name.StartsWith("run", StringComparison.Ordinal) ? "" : "{\"format\":");
        }

        Assert.Equal((10, 0), (Run(image).Events, _log.Count - 1));
        Assert.Equal(others.Order(StringComparer.Ordinal), Directory.GetFiles(image.Staging).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(Numbers(0, 10), Events(image));
    }

    [Fact]
    public void A_ring_that_never_got_its_name_is_removed_and_one_that_is_being_made_is_not()
    {
        using CrashImage image = Crash();
        string dead = image.Ring + "." + Guid.NewGuid().ToString("N");
        string alive = image.Ring + "." + Guid.NewGuid().ToString("N");
        File.WriteAllText(dead, "");
        using FileStream held = new(alive, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
        Run(image);
        Assert.Equal([alive], Directory.GetFiles(image.Staging));
    }

    [Fact]
    public void What_is_left_of_a_writer_without_a_ring_is_set_aside_when_it_is_old()
    {
        using CrashImage image = Crash();
        string young = Path.Combine(image.Staging, "trace_0000000000000001_00000001_00000000.bin");
        string old = Path.Combine(image.Staging, "trace_0000000000000002_00000001_00000000.bin");
        string json = Path.Combine(image.Staging, $"run_0000000000000002_00000001.json.{Guid.NewGuid():N}");
        string foreign = Path.Combine(image.Staging, "somebody's.json.old");
        string empty = Path.Combine(image.Staging, $"schema_0000000000000002.json.{Guid.NewGuid():N}");
        foreach (string path in (string[])[young, old, json, foreign])
        {
            File.WriteAllText(path, "TRAC and then something");
        }

        File.WriteAllText(empty, "");
        File.SetLastWriteTimeUtc(empty, DateTime.UtcNow.AddHours(-1));
        File.SetLastWriteTimeUtc(old, DateTime.UtcNow.AddHours(-1));
        File.SetLastWriteTimeUtc(json, DateTime.UtcNow.AddHours(-1));
        File.SetLastWriteTimeUtc(foreign, DateTime.UtcNow.AddHours(-1));
        Assert.Equal(1, Run(image).SetAside);
        Assert.Equal(new HashSet<string> { young, foreign }, Directory.GetFiles(image.Staging).ToHashSet());
        Assert.Contains(image.Quarantined, path => Path.GetFileName(path) == Path.GetFileName(old));
    }

    [Fact]
    public void Several_salvagers_at_once_do_the_work_once()
    {
        Write(0, 15_000);
        for (int round = 0; round < 5; round++)
        {
            using CrashImage image = Crash();
            SalvageSummary[] summaries = new SalvageSummary[6];
            Parallel.For(0, summaries.Length, n => summaries[n] = TraceSalvage.Run(image.Path));
            Assert.Equal(1, summaries.Sum(static s => s.Rings));
            Assert.Equal(15_000, summaries.Sum(static s => s.Events));
            Assert.Equal(Numbers(0, 15_000), Events(image));
            Assert.Empty(Directory.GetFiles(image.Staging));
        }
    }

    [Fact]
    public void A_tracer_that_starts_in_the_directory_salvages_and_says_so()
    {
        Write(0, 5000);
        using CrashImage image = Crash();
        using (Tracer next = Tracer.Create(new TracerOptions { Directory = image.Path, OnWarning = _log.Add }))
        {
            next.Write(2, 2, 1);
        }

        Assert.Equal(Numbers(0, 5000), Events(image));
        Assert.Empty(Directory.GetFiles(image.Staging));
        Assert.Contains("Salvaged 5000 events", Assert.Single(_log), StringComparison.Ordinal);
    }

    [Fact]
    public void Where_nothing_was_ever_recorded_nothing_is_done()
    {
        using TempDirectory empty = new();
        Assert.Equal(default, TraceSalvage.Run(empty.Path));
        Assert.Equal(default, TraceSalvage.Run(Path.Combine(empty.Path, "missing")));
        Assert.Empty(Directory.GetFileSystemEntries(empty.Path));
    }

    private CrashImage Crash() => new(_directory.Path);

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
