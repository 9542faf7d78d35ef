using Ojo.Format;
using Ojo.Recording;
using Ojo.Runtime.Tests.Salvage;

namespace Ojo.Runtime.Tests.FlightRecorder;

/// <summary>More is recorded while a snapshot is being written than there is room for: then it is the oldest of that which is given up.</summary>
public sealed class RecordingDuringSnapshotTests : IDisposable
{
    private const int Chunks = 32;
    private const int ChunksBefore = 20;
    private const int ChunksMeanwhile = 60;
    private readonly TempDirectory _directory = new();
    private readonly Tracer _tracer;
    private int _next;

    public RecordingDuringSnapshotTests() => _tracer = RecorderSteps.Create(_directory, Chunks);

    public void Dispose()
    {
        _tracer.End();
        _directory.Dispose();
    }

    [Fact]
    public void Nothing_is_lost_and_the_newest_is_there_when_the_next_snapshot_is_taken()
    {
        Write(ChunksBefore * RingLayout.ChunkRecords);
        int before = _next;
        TraceSnapshot first = SnapshotMeanwhile(static _ => { });
        Assert.Equal(Numbers(0, before), Events(first).Select(static e => e.Payload));
        Assert.Equal(0ul, first.WindowStart);

        TracerStatistics statistics = _tracer.Statistics;
        Assert.Equal((_next, 0L), (statistics.Attempted, statistics.Lost));
        Assert.InRange(statistics.Overwritten, RingLayout.ChunkRecords, (long)ChunksMeanwhile * RingLayout.ChunkRecords);
        TraceSnapshot second = _tracer.TakeInRound();
        TraceRecord[] events = [.. Events(second)];
        Assert.Equal(Numbers(before + (int)statistics.Overwritten, _next - before - (int)statistics.Overwritten), events.Select(static e => e.Payload));
        Assert.Equal(("", statistics.Overwritten), (second.Continues, second.Overwritten));
        Assert.All(events, e => Assert.InRange(e.TsDelta, second.WindowStart, second.WindowEnd));

        TraceRecord[] gap = [.. SnapshotFiles.Records(_directory.Output, second).SkipWhile(static r => r.EventType != MetaEvent.EventsDropped).Take(2)];
        Assert.InRange(gap[1].Payload, first.WindowEnd, gap[0].TsDelta);
        Assert.InRange(gap[0].TsDelta, first.WindowEnd, events[0].TsDelta);
    }

    [Fact]
    public void Whenever_the_process_dies_meanwhile_the_gap_stands_where_events_are_missing()
    {
        Assert.SkipUnless(CrashImage.IsPossible, "Needs a program that copies locked files.");
        Write(ChunksBefore * RingLayout.ChunkRecords);
        List<string> problems = [];
        Dictionary<RecordingStep, int> deaths = [];
        SnapshotMeanwhile(step =>
        {
            int times = deaths[step] = deaths.GetValueOrDefault(step) + 1;
            if (times is 1 or 5)
            {
                problems.AddRange(Die().Select(problem => $"{step}: {problem}"));
            }
        });
        Assert.Empty(problems);
        Assert.Superset(
            new HashSet<RecordingStep>
            {
                RecordingStep.OverwritingNoted, RecordingStep.ChunkMarkedOverwritten, RecordingStep.OverwrittenTimed, RecordingStep.OverwrittenCounted,
                RecordingStep.ChunkMarkedFree, RecordingStep.ChunkPushedFree, RecordingStep.ChunkFreed, RecordingStep.FileRenamed, RecordingStep.SnapshotPublished,
            },
            deaths.Keys.ToHashSet());
    }

    private static IEnumerable<ulong> Numbers(int first, int count) => Enumerable.Range(first, count).Select(static n => (ulong)n);

    private IEnumerable<TraceRecord> Events(TraceSnapshot snapshot) =>
        SnapshotFiles.Records(_directory.Output, snapshot).Where(static r => r.EventType == 1);

    private void Write(int count)
    {
        for (int n = 0; n < count; n++)
        {
            _tracer.Write(1, 1, (ulong)_next);
            _next++;
        }
    }

    /// <summary>Takes a snapshot, and records meanwhile whenever there is a free chunk.</summary>
    /// <param name="atStep">Called at each step of the flusher.</param>
    private TraceSnapshot SnapshotMeanwhile(Action<RecordingStep> atStep)
    {
        Ring ring = _tracer.Session!.Ring;
        int most = _next + (ChunksMeanwhile * RingLayout.ChunkRecords);
        bool isWriting = false;
        TestPoint.Hook = Reached;
        TraceSnapshot snapshot = _tracer.TakeInRound();
        TestPoint.Hook = null;
        return snapshot;

        void Reached(RecordingStep step)
        {
            TestPoint.Hook = null;
            atStep(step);
            isWriting |= step == RecordingStep.FileBegun;
            isWriting &= step != RecordingStep.FileWritten;
            while (isWriting && _next < most && ring.FreeChunkCount > 1)
            {
                Write(RingLayout.ChunkRecords / 2);
            }

            TestPoint.Hook = Reached;
        }
    }

    /// <summary>What is wrong with what is salvaged if the process dies now; nothing, it is hoped.</summary>
    private List<string> Die()
    {
        using CrashImage image = new(_directory.Path);
        TraceSalvage.Run(image.Path);
        List<string> problems = [];
        ulong expected = 0;
        foreach (TraceRecord record in TraceFiles.ReadAll(image.Output))
        {
            if (record.EventType == MetaEvent.EventsDropped)
            {
                expected += record.Payload;
            }
            else if (record.EventType == 1)
            {
                if (record.Payload != expected)
                {
                    problems.Add($"event {record.Payload} where {expected} should be");
                }

                expected = record.Payload + 1;
            }
        }

        if (expected != (ulong)_next)
        {
            problems.Add($"{expected} events of {_next} are there or counted");
        }

        return problems.Count > 3 ? problems[..3] : problems;
    }
}
