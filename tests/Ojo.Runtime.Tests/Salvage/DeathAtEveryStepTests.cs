using Ojo.Format;
using Ojo.Recording;

namespace Ojo.Runtime.Tests.Salvage;

/// <summary>
/// A process dies at each step of handing chunks and files over, with another thread held up at each step of its own:
/// everything that was recorded is salvaged, once.
/// </summary>
public sealed class DeathAtEveryStepTests : IDisposable
{
    private const int Chunks = 24;
    private const string Nothing = "nothing";
    private readonly TempDirectory _directory = new();
    private readonly ReturnedEvents _events = new(3);
    private readonly HashSet<RecordingStep> _seen = [];
    private readonly List<string> _problems = [];
    private readonly Tracer _tracer;

    public DeathAtEveryStepTests()
    {
        Assert.SkipUnless(CrashImage.IsPossible, "Needs a program that copies locked files.");
        _tracer = Tracer.Create(new TracerOptions { Directory = _directory.Path, BufferSize = Chunks * RingLayout.ChunkSize }, startFlusher: false);
    }

    /// <summary>What the other thread is doing at the time.</summary>
    public static TheoryData<string> OtherThread =>
    [
        Nothing,
        "in the middle of an event",
        nameof(RecordingStep.ChunkPopped),
        nameof(RecordingStep.ChunkFilledIn),
        nameof(RecordingStep.ChunkMarkedOpen),
        nameof(RecordingStep.ChunkOpened),
        nameof(RecordingStep.ChunkCounted),
        nameof(RecordingStep.ChunkMarkedComplete),
        nameof(RecordingStep.ChunkPushed),
        nameof(RecordingStep.ChunkClosed),
    ];

    public void Dispose()
    {
        TestPoint.Hook = null;
        _tracer.Session!.StartFlusher();
        _tracer.Dispose();
        _directory.Dispose();
    }

    [Theory]
    [MemberData(nameof(OtherThread))]
    public void Everything_recorded_is_salvaged_once(string otherThread)
    {
        using ParkedThread? other = otherThread == Nothing ? null : new ParkedThread(_tracer, _events, flow: 1, otherThread);
        TestPoint.Hook = Die;
        for (int round = 0; round < 3; round++)
        {
            _events.Write(_tracer, 0, RingLayout.ChunkRecords);
            Thread shortLived = new(() => _events.Write(_tracer, 2, 100));
            shortLived.Start();
            shortLived.Join();
            Flush();
            if (round == 1)
            {
                // The other thread goes on, and stops at the same place again.
                other?.GoOnce();
            }
        }

        TestPoint.Hook = null;
        Assert.Empty(_problems);
        other?.End();
        Flush();
        Assert.Superset(new HashSet<RecordingStep> { RecordingStep.ChunkPopped, RecordingStep.ChunkClosed, RecordingStep.FilePending, RecordingStep.ChunkFreed, RecordingStep.LaneFreed }, _seen);
        Assert.Equal(0, _tracer.Statistics.Lost);
        Assert.Empty(_events.Problems(_directory.Output));
    }

    [Fact]
    public void What_was_attempted_is_stored_or_lost_whenever_the_process_dies()
    {
        using TempDirectory directory = new();
        Tracer tracer = Tracer.Create(new TracerOptions { Directory = directory.Path, BufferSize = 4 * RingLayout.ChunkSize }, startFlusher: false);
        long returned = 0;
        long deaths = 0;
        TestPoint.Hook = DieAndCount;
        for (int round = 0; round < 3; round++)
        {
            for (int n = 0; n < (4 * RingLayout.ChunkRecords) + 10; n++)
            {
                tracer.Write(1, 1, (ulong)n);
                returned++;
            }

            // The gap that goes on is reported in parts.
            Assert.Null(tracer.Session!.Round.TryRun(isLast: false, hasFailed: false));
        }

        TestPoint.Hook = null;
        tracer.Session!.StartFlusher();
        tracer.Dispose();
        Assert.Empty(_problems);
        Assert.InRange(deaths, 50, long.MaxValue);
        Assert.InRange(tracer.Statistics.Lost, 20, long.MaxValue);

        void DieAndCount(RecordingStep step)
        {
            TestPoint.Hook = null;
            deaths++;
            using CrashImage image = new(directory.Path);
            SalvageSummary summary = TraceSalvage.Run(image.Path);
            List<TraceRecord> records = TraceFiles.ReadAll(image.Output);
            long stored = records.Count(static r => r.EventType == 1);
            long lost = records.Where(static r => r.EventType == MetaEvent.EventsDropped).Sum(static r => (long)r.Payload);

            // The event that is on its way may have been stored or counted already.
            if (summary.Rings != 1 || stored + lost < returned || stored + lost > returned + 1)
            {
                _problems.Add($"{step}: {stored} stored and {lost} lost of {returned}; {summary}");
            }

            TestPoint.Hook = DieAndCount;
        }
    }

    private void Flush() => Assert.Null(_tracer.Session!.Round.TryRun(isLast: false, hasFailed: false));

    private void Die(RecordingStep step)
    {
        // The salvager takes steps too.
        TestPoint.Hook = null;
        _seen.Add(step);
        ReturnedEvents returned = _events.Now();
        using CrashImage image = new(_directory.Path);
        SalvageSummary summary = TraceSalvage.Run(image.Path);
        List<string> problems = returned.Problems(image.Output);
        if (summary.Rings != 1 || summary.SetAside + summary.Failed + summary.Lost > 0 || Directory.GetFiles(image.Staging).Length > 0)
        {
            problems.Add($"the summary is {summary}");
        }

        _problems.AddRange(problems.Select(problem => $"{step}: {problem}"));
        TestPoint.Hook = Die;
    }
}
