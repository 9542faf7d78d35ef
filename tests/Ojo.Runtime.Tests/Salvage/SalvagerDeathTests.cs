using Ojo.Recording;
using Ojo.Salvage;

namespace Ojo.Runtime.Tests.Salvage;

/// <summary>A salvager dies at each of its steps: the next one goes on, and nothing comes twice.</summary>
public sealed class SalvagerDeathTests : IDisposable
{
    private const int Events = 25_000;
    private readonly TempDirectory _directory = new();
    private readonly ReturnedEvents _events = new(1);
    private readonly List<string> _problems = [];
    private readonly Tracer _tracer;
    private string _salvaged = "";

    public SalvagerDeathTests()
    {
        Assert.SkipUnless(CrashImage.IsPossible, "Needs a program that copies locked files.");
        _tracer = Tracer.Create(new TracerOptions { Directory = _directory.Path, BufferSize = 2 << 20 }, startFlusher: false);
    }

    public void Dispose()
    {
        TestPoint.Hook = null;
        _tracer.Session!.StartFlusher();
        _tracer.Dispose();
        _directory.Dispose();
    }

    private static SalvageSummary Salvage(string directory) =>
        new StagingSalvage(directory, static _ => { }, CancellationToken.None) { RecordsPerFile = 9000 }.Run();

    /// <summary>Where the process itself died: at none of its steps, or with notes in the ring of a file that never came to be.</summary>
    public static TheoryData<string> FirstDeaths => ["elsewhere", nameof(RecordingStep.DrainPrepared), nameof(RecordingStep.FilePending)];

    [Theory]
    [MemberData(nameof(FirstDeaths))]
    public void The_next_salvager_goes_on_where_one_was_killed(string firstDeath)
    {
        _events.Write(_tracer, 0, Events);
        Assert.Equal(0, _tracer.Statistics.Lost);
        using CrashImage image = Crash(firstDeath);
        _salvaged = image.Path;
        HashSet<RecordingStep> seen = [];
        TestPoint.Hook = Die;
        SalvageSummary summary = Salvage(image.Path);
        TestPoint.Hook = null;
        Assert.Empty(_problems);
        Assert.InRange(summary.Files, 3, 20);
        Assert.Empty(_events.Problems(image.Output));
        Assert.Equal(
            [
                RecordingStep.FileBegun, RecordingStep.FileWritten, RecordingStep.DrainPrepared, RecordingStep.FilePending, RecordingStep.FileRenamed,
                RecordingStep.DrainCommitted, RecordingStep.FileSettled, RecordingStep.RingClosed, RecordingStep.StagedFilesDeleted,
            ],
            seen);

        CrashImage Crash(string where)
        {
            CrashImage? crashed = null;
            if (Enum.TryParse(where, out RecordingStep first))
            {
                TestPoint.Hook = step => crashed ??= step == first ? new CrashImage(_directory.Path) : null;
                Assert.Null(_tracer.Session!.Round.TryRun(isLast: false, hasFailed: false));
                TestPoint.Hook = null;
            }

            return crashed ?? new CrashImage(_directory.Path);
        }

        void Die(RecordingStep step)
        {
            TestPoint.Hook = null;
            seen.Add(step);
            using CrashImage again = new(_salvaged);
            Salvage(again.Path);
            _problems.AddRange(_events.Problems(again.Output).Select(problem => $"{step}: {problem}"));
            _problems.AddRange(Directory.GetFiles(again.Staging).Select(file => $"{step}: {file} is left"));
            TestPoint.Hook = Die;
        }
    }
}
