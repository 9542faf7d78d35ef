using Ojo.Format;
using Ojo.Recording;
using Ojo.Runtime.Tests.Salvage;
using Ojo.Salvage;

namespace Ojo.Runtime.Tests.FlightRecorder;

/// <summary>What a flight recorder held when its process died becomes a snapshot like those that it took, whoever dies at whichever step.</summary>
public sealed class SnapshotSalvageTests : IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly ReturnedEvents _events = new(2);
    private readonly Tracer _tracer;

    public SnapshotSalvageTests()
    {
        Assert.SkipUnless(CrashImage.IsPossible, "Needs a program that copies locked files.");
        _tracer = RecorderSteps.Create(_directory, 32, new TracerOptions { Service = "s" });
    }

    public void Dispose()
    {
        _tracer.End();
        _directory.Dispose();
    }

    [Fact]
    public void It_says_why_when_and_of_whom_it_is_and_goes_on_after_the_last_one()
    {
        _events.Write(_tracer, 0, 1000);
        TraceSnapshot taken = _tracer.TakeInRound();
        _events.Write(_tracer, 0, 2000);
        using CrashImage image = new(_directory.Path);
        Salvage(image.Path);

        TraceSnapshot[] snapshots = SnapshotFiles.In(image.Output);
        TraceSnapshot salvaged = snapshots[1];
        Assert.Equal(2, snapshots.Length);
        Assert.Equal(("the process died", "s", Environment.MachineName, Environment.ProcessId), (salvaged.Reason, salvaged.Service, salvaged.Host, salvaged.ProcessId));
        Assert.Equal((2000L, 0L, 0L), (salvaged.Events, salvaged.Overwritten, salvaged.Lost));
        Assert.Equal(Path.GetFileName(taken.Path), salvaged.Continues);
        Assert.Equal(taken.WindowEnd + 1, salvaged.WindowStart);
        Assert.InRange(salvaged.TakenAt, taken.TakenAt, DateTimeOffset.UtcNow.AddMinutes(1));
        TraceRecord[] events = [.. SnapshotFiles.Records(image.Output, salvaged).Where(static r => r.EventType == 1)];
        Assert.Equal(2000, events.Length);
        Assert.All(events, e => Assert.InRange(e.TsDelta, salvaged.WindowStart, salvaged.WindowEnd - 1));
        Assert.Empty(Problems(image));
    }

    [Fact]
    public void Its_window_begins_after_what_was_given_up()
    {
        for (int round = 0; round < 40; round++)
        {
            _events.Write(_tracer, 0, RingLayout.ChunkRecords);
            _tracer.Session!.Round.IsUrgent();
        }

        TracerStatistics statistics = _tracer.Statistics;
        Assert.True(statistics is { Overwritten: > 0, Lost: 0 });
        using CrashImage image = new(_directory.Path);
        Salvage(image.Path);
        TraceSnapshot salvaged = Assert.Single(SnapshotFiles.In(image.Output));
        Assert.Equal((statistics.Stored, statistics.Overwritten, ""), (salvaged.Events, salvaged.Overwritten, salvaged.Continues));
        TraceRecord gap = Assert.Single(SnapshotFiles.Records(image.Output, salvaged), static r => r.EventType == MetaEvent.EventsDropped);
        Assert.Equal(gap.TsDelta + 1, salvaged.WindowStart);
    }

    [Fact]
    public void There_is_none_where_a_snapshot_has_everything()
    {
        _events.Write(_tracer, 0, 1000);
        _tracer.TakeInRound();
        using CrashImage image = new(_directory.Path);
        Salvage(image.Path);
        Assert.Single(SnapshotFiles.In(image.Output));
        Assert.Empty(Directory.GetFiles(image.Staging));
    }

    [Fact]
    public void The_next_salvager_goes_on_where_one_was_killed_and_no_file_is_in_two_snapshots_or_in_none()
    {
        _events.Write(_tracer, 0, 3000);
        _tracer.TakeInRound();
        _events.Write(_tracer, 0, 20_000);
        _events.Write(_tracer, 1, 100);
        using CrashImage image = new(_directory.Path);
        (HashSet<RecordingStep> seen, List<string> problems) = DieAtEachStepOf(() => Salvage(image.Path), image.Path);
        Assert.Empty(problems);
        Assert.Empty(Problems(image));
        Assert.Superset(
            new HashSet<RecordingStep>
            {
                RecordingStep.FileRenamed, RecordingStep.DrainCommitted, RecordingStep.FileSettled, RecordingStep.SnapshotPublished,
                RecordingStep.SnapshotNoted, RecordingStep.RingClosed,
            },
            seen);
    }

    [Fact]
    public void What_the_process_had_written_of_a_snapshot_when_it_died_is_in_the_salvaged_one()
    {
        (HashSet<RecordingStep> seen, List<string> problems) = DieAtEachStepOf(
            () =>
            {
                for (int round = 0; round < 2; round++)
                {
                    _events.Write(_tracer, 0, 5000);
                    _tracer.TakeInRound();
                }
            },
            _directory.Path);
        Assert.Empty(problems);
        Assert.Superset(new HashSet<RecordingStep> { RecordingStep.FilePending, RecordingStep.FileRenamed, RecordingStep.SnapshotPublished, RecordingStep.SnapshotNoted }, seen);
    }

    [Fact]
    public void A_salvage_removes_no_snapshot_and_a_recorder_that_starts_keeps_to_its_number()
    {
        for (int n = 0; n < 3; n++)
        {
            _events.Write(_tracer, 0, 100);
            _tracer.TakeInRound();
        }

        _events.Write(_tracer, 0, 100);
        using CrashImage image = new(_directory.Path);
        TraceSalvage.Run(image.Path);
        TraceSnapshot[] snapshots = SnapshotFiles.In(image.Output);
        Assert.Equal(4, snapshots.Length);

        using CrashImage again = new(_directory.Path);
        Tracer.Create(new TracerOptions { Directory = again.Path, Service = "s", Mode = TracerMode.FlightRecorder, MostSnapshots = 2 }).Dispose();
        Assert.Equal(snapshots[2..].Select(static s => Path.GetFileName(s.Path)), SnapshotFiles.In(again.Output).Select(static s => Path.GetFileName(s.Path)));
    }

    /// <summary>Salvages, at each step of something, what there would be if everybody died then.</summary>
    /// <param name="action">Something.</param>
    /// <param name="directory">Where it goes on.</param>
    /// <returns>The steps that there were, and what was wrong with what was salvaged.</returns>
    private (HashSet<RecordingStep> Seen, List<string> Problems) DieAtEachStepOf(Action action, string directory)
    {
        List<string> problems = [];
        HashSet<RecordingStep> seen = [];
        TestPoint.Hook = Die;
        action();
        TestPoint.Hook = null;
        return (seen, problems);

        void Die(RecordingStep step)
        {
            TestPoint.Hook = null;
            seen.Add(step);
            using CrashImage image = new(directory);
            Salvage(image.Path);
            problems.AddRange(Problems(image).Select(problem => $"{step}: {problem}"));
            TestPoint.Hook = Die;
        }
    }

    private static void Salvage(string directory)
    {
        SalvageSummary summary = new StagingSalvage(directory, static _ => { }, CancellationToken.None) { RecordsPerFile = 9000 }.Run();
        Assert.Equal((0, 0), (summary.Failed, summary.SetAside));
    }

    /// <summary>Every event is there once, every file is in one snapshot, and each snapshot counts right and joins the one before it.</summary>
    private List<string> Problems(CrashImage image)
    {
        List<string> problems = _events.Problems(image.Output);
        problems.AddRange(Directory.GetFiles(image.Staging).Select(static file => $"{file} is left"));
        TraceSnapshot[] snapshots = SnapshotFiles.In(image.Output);
        string[] named = [.. snapshots.SelectMany(static s => s.Files)];
        if (!named.SequenceEqual(TraceFiles.In(image.Output).Select(static path => Path.GetFileName(path))))
        {
            problems.Add($"the snapshots name {string.Join(", ", named)}");
        }

        for (int n = 0; n < snapshots.Length; n++)
        {
            TraceSnapshot snapshot = snapshots[n];
            long events = SnapshotFiles.Records(image.Output, snapshot).Count(static r => r.EventType == 1);
            bool joins = n == 0 ? snapshot is { Continues: "", WindowStart: 0 } : snapshot.Continues == Path.GetFileName(snapshots[n - 1].Path)
                && snapshot.WindowStart == snapshots[n - 1].WindowEnd + 1;
            if (!joins || snapshot.Events != events)
            {
                problems.Add($"number {n} continues '{snapshot.Continues}' from {snapshot.WindowStart} on and has {events} events instead of {snapshot.Events}");
            }
        }

        return problems;
    }
}
