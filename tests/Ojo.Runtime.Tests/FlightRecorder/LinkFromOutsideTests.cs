using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Ojo.Format;
using Ojo.Recording;
using Ojo.Runtime.Tests.Salvage;

namespace Ojo.Runtime.Tests.FlightRecorder;

/// <summary>
/// Snapshots that somebody else takes of a process are links of the same chain as its own: no event is in two, none is in none, and
/// each count is right, whoever dies at whichever step.
/// </summary>
public sealed partial class LinkFromOutsideTests : IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly ReturnedEvents _events = new(2);

    public LinkFromOutsideTests() => Assert.SkipUnless(OperatingSystem.IsLinux(), "Turns are taken by Linux's locks.");

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData(nameof(RecordingStep.FileBegun))]
    [InlineData(nameof(RecordingStep.FileWritten))]
    [InlineData(nameof(RecordingStep.DrainPrepared))]
    [InlineData(nameof(RecordingStep.FilePending))]
    [InlineData(nameof(RecordingStep.FileRenamed))]
    [InlineData(nameof(RecordingStep.DrainCommitted))]
    [InlineData(nameof(RecordingStep.FileSettled))]
    [InlineData(nameof(RecordingStep.SnapshotPublished))]
    [InlineData(nameof(RecordingStep.SnapshotNoted))]
    public void The_process_goes_on_after_whoever_took_one_and_was_killed_at_whichever_step(string step)
    {
        Tracer tracer = Create();
        Write(tracer, 0, 4000);
        tracer.TakeInRound();
        Write(tracer, 0, 3000);
        tracer.Intern("a name");
        Write(tracer, 1, 10);
        using (Process taker = TargetProgram.Start(["take", Ring, "it seems to hang", .. step.Length > 0 ? new[] { step } : []]))
        {
            taker.WaitForEnd();
            Assert.Equal(step.Length == 0, taker.ExitCode == 0);
        }

        Write(tracer, 0, 3000);
        Thread other = new(() => _events.Write(tracer, 1, 5000));
        other.Start();
        other.Join();
        using (CrashImage image = new(_directory.Path))
        {
            // The process might die here as well.
            TraceSalvage.Run(image.Path);
            Assert.Empty(Problems(image.Output));
        }

        TraceSnapshot last = tracer.TakeInRound();
        Assert.Empty(Problems(_directory.Output));
        bool hasOne = step is "" or nameof(RecordingStep.SnapshotPublished) or nameof(RecordingStep.SnapshotNoted);
        TraceSnapshot[] snapshots = SnapshotFiles.In(_directory.Output);
        Assert.Equal(hasOne ? ["because", "it seems to hang", "because"] : ["because", "because"], snapshots.Select(static s => s.Reason));
        Assert.Equal(Path.GetFileName(snapshots[^2].Path), last.Continues);
        tracer.End();
        Assert.Equal(new TracerStatistics(15_010, 0), tracer.Statistics);
    }

    [Fact]
    public void What_was_taken_is_not_counted_as_overwritten_afterwards()
    {
        Tracer tracer = Create();
        Fill(tracer, 100);
        long before = tracer.Statistics.Overwritten;
        Assert.True(before > 0);
        TraceSnapshot taken = TraceSnapshot.Take(Ring, "because");
        Assert.Equal((100 * RingLayout.ChunkRecords) - before, taken.Events);
        Assert.Equal((before, 0L), (taken.Overwritten, taken.Lost));
        Fill(tracer, 10);
        Assert.Equal(before, tracer.Statistics.Overwritten);
        TraceSnapshot last = tracer.TakeInRound();
        Assert.Equal((10L * RingLayout.ChunkRecords, 0L, Path.GetFileName(taken.Path)), (last.Events, last.Overwritten, last.Continues));
        tracer.End();
        Assert.Equal(new TracerStatistics((110 * RingLayout.ChunkRecords) - before, 0) { Overwritten = before }, tracer.Statistics);
    }

    [Fact]
    public void What_is_given_up_after_somebody_took_one_is_a_gap_that_begins_after_it()
    {
        Tracer tracer = Create();
        Fill(tracer, 100);
        TraceSnapshot taken = TraceSnapshot.Take(Ring, "because");
        Fill(tracer, 100);
        TraceSnapshot last = tracer.TakeInRound();
        Assert.True(taken.Overwritten > 0 && last.Overwritten > 0);
        TraceRecord[] gap = [.. SnapshotFiles.Records(_directory.Output, last).SkipWhile(static r => r.EventType != MetaEvent.EventsDropped).Take(2)];
        Assert.Equal((ulong)last.Overwritten, gap[0].Payload);
        Assert.InRange(gap[1].Payload, taken.WindowEnd, gap[0].TsDelta);
        tracer.End();
    }

    [Fact]
    public void While_somebody_has_the_turn_nothing_is_given_up_and_what_finds_no_room_is_counted()
    {
        Tracer tracer = Create();
        Fill(tracer, 12);
        using (new RingTurn(Ring))
        {
            for (int n = 0; n < 20 * RingLayout.ChunkRecords; n++)
            {
                tracer.Write(1, 2, 0);
            }

            Task<TraceSnapshot> waiting = tracer.Session!.Snapshots!.Add("later");
            tracer.RunRound();
            Assert.False(waiting.IsCompleted);
            Assert.True(tracer.Session.Round.HasBacklog);
        }

        TracerStatistics statistics = tracer.Statistics;
        Assert.Equal((0L, 32L * RingLayout.ChunkRecords), (statistics.Overwritten, statistics.Attempted));
        Assert.True(statistics.Lost > 10 * RingLayout.ChunkRecords);
        TraceSnapshot last = tracer.TakeInRound();
        Assert.Equal(("later; because", statistics.Stored, statistics.Lost), (last.Reason, last.Events, last.Lost));
        Assert.False(tracer.Session!.Round.HasBacklog);
        tracer.End();
    }

    [Theory]
    [InlineData("live")]
    [InlineData("stopped")]
    [InlineData("dead")]
    public void A_process_that_lives_is_stopped_or_dead_is_no_different(string state)
    {
        const int Events = 5000;
        using Process process = TargetProgram.StartAndListen("fly", _directory.Path, Events.ToString(CultureInfo.InvariantCulture), nameof(SnapshotSignal.SigUsr1));
        Assert.Equal("ready", process.StandardOutput.ReadLine());
        if (state == "stopped")
        {
            Assert.Equal(0, Kill(process.Id, 19));
        }
        else if (state == "dead")
        {
            process.Kill();
            process.WaitForEnd();
        }

        TraceSnapshot snapshot = TraceSnapshot.Take(Ring, "from outside");
        Assert.Equal(("from outside", (long)Events, 0L, 0ul, process.Id), (snapshot.Reason, snapshot.Events, snapshot.Lost, snapshot.WindowStart, snapshot.ProcessId));
        if (state == "dead")
        {
            Assert.Empty(Directory.GetFiles(_directory.Staging));
        }
        else
        {
            Assert.Equal(0, Kill(process.Id, 18));
            using ManualResetEventSlim appeared = new();
            using FileSystemWatcher watcher = new(_directory.Output, "snapshot_*.json");
            watcher.Renamed += (_, _) => appeared.Set();
            watcher.Created += (_, _) => appeared.Set();
            watcher.EnableRaisingEvents = true;
            Assert.Equal(0, Kill(process.Id, 10));
            Assert.True(appeared.Wait(TimeSpan.FromMinutes(2)), "It took no snapshot of its own.");
            process.StandardInput.WriteLine("end");
            process.WaitForEnd();
            Assert.Equal(0, process.ExitCode);
            TraceSnapshot own = SnapshotFiles.In(_directory.Output)[1];
            Assert.Equal((0L, Path.GetFileName(snapshot.Path)), (own.Events, own.Continues));
        }

        Assert.Equal(
            Enumerable.Range(0, Events).Select(static n => (ulong)n),
            TraceFiles.ReadAll(_directory.Output).Where(static r => r.EventType == 2).Select(static r => r.Payload));
        Assert.Throws<IOException>(() => TraceSnapshot.Take(_directory.Path + "/staging/ring_0000000000000001_00000001.map", "there is none"));
    }

    [Fact]
    public void A_ring_that_is_no_recorder_s_is_left_alone()
    {
        using Tracer tracer = Tracer.Create(new TracerOptions { Directory = _directory.Path, FlushInterval = TimeSpan.FromHours(1) });
        tracer.Write(1, 1, 1);
        Assert.Contains("no flight recorder", Assert.Throws<IOException>(() => TraceSnapshot.Take(Ring, "because")).Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_directory.Output, "snapshot_*"));
    }

    private string Ring => Assert.Single(Directory.GetFiles(_directory.Staging, "ring_*.map"));

    /// <summary>A tracer whose flusher does nothing: as if it hung.</summary>
    private Tracer Create() => RecorderSteps.Create(_directory, 16);

    private void Write(Tracer tracer, uint flow, int count) => _events.Write(tracer, flow, count);

    private static void Fill(Tracer tracer, int chunks)
    {
        for (int n = 0; n < chunks * RingLayout.ChunkRecords; n++)
        {
            tracer.Write(1, 2, (ulong)n);
            if (n % 500 == 0)
            {
                tracer.Session!.Round.IsUrgent();
            }
        }
    }

    /// <summary>Every event is there once, and every file is in one snapshot, which counts right.</summary>
    private List<string> Problems(string output)
    {
        List<string> problems = _events.Problems(output);
        TraceSnapshot[] snapshots = SnapshotFiles.In(output);
        if (!snapshots.SelectMany(static s => s.Files).SequenceEqual(TraceFiles.In(output).Select(static path => Path.GetFileName(path))))
        {
            problems.Add("not every file is in one snapshot");
        }

        problems.AddRange(snapshots
            .Where(snapshot => snapshot.Events != SnapshotFiles.Records(output, snapshot).Count(static r => r.EventType == 1))
            .Select(static snapshot => $"{snapshot.Path} says {snapshot.Events} events"));
        return problems;
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);

    /// <summary>Has the turn as long as it is not disposed.</summary>
    private sealed class RingTurn : IDisposable
    {
        private readonly Ojo.Salvage.RingFile _file;

        public RingTurn(string ring)
        {
            _file = Ojo.Salvage.RingFile.OpenOfLiving(ring);
            Assert.True(_file.TryTakeTurn(TimeSpan.FromSeconds(10)));
        }

        public void Dispose()
        {
            _file.EndTurn();
            _file.Dispose();
        }
    }
}
