using Ojo.Recording;

namespace Ojo.Runtime.Tests.Stress;

/// <summary>The steps at which two threads of one process can stand at once.</summary>
internal static class StandingPairs
{
    private static readonly string[] s_writer =
    [
        .. Writer(
            RecordingStep.LanePopped, RecordingStep.LaneTaken, RecordingStep.LaneInherited,
            RecordingStep.ChunkCounted, RecordingStep.ChunkMarkedComplete, RecordingStep.ChunkPushed, RecordingStep.ChunkClosed,
            RecordingStep.ChunkPopped, RecordingStep.ChunkFilledIn, RecordingStep.ChunkMarkedOpen, RecordingStep.ChunkOpened,
            RecordingStep.StringStored, RecordingStep.StringCommitted,
            RecordingStep.LossTimed, RecordingStep.LossCounted),
    ];

    private static readonly string[] s_eitherFlusher =
    [
        .. Flusher(
            RecordingStep.FileBegun, RecordingStep.FileWritten, RecordingStep.DrainPrepared, RecordingStep.FilePending, RecordingStep.FileRenamed,
            RecordingStep.DrainCommitted, RecordingStep.FileSettled,
            RecordingStep.ChunkMarkedFree, RecordingStep.ChunkPushedFree, RecordingStep.ChunkFreed,
            RecordingStep.LaneTakenFromDead, RecordingStep.LaneForgotten, RecordingStep.LaneCleared, RecordingStep.LaneFreed),
    ];

    private static readonly string[] s_pool = [.. Flusher(RecordingStep.PoolPrepared, RecordingStep.PoolRaised, RecordingStep.PoolGrown)];

    private static readonly string[] s_recorder =
    [
        .. Flusher(
            RecordingStep.OverwritingNoted, RecordingStep.ChunkMarkedOverwritten, RecordingStep.OverwrittenTimed, RecordingStep.OverwrittenCounted,
            RecordingStep.SnapshotPublished, RecordingStep.SnapshotNoted),
    ];

    /// <summary>The steps that only a salvager takes.</summary>
    public static IReadOnlyList<RecordingStep> Salvagers => [RecordingStep.RingClosed, RecordingStep.StagedFilesDeleted];

    /// <summary>All pairs: of two writers, and of a writer and the flusher, whichever comes to stand first.</summary>
    public static IReadOnlyList<StandingPair> All =>
    [
        .. TwoWriters("stream"),
        .. WriterAndFlusher("stream", [.. s_eitherFlusher, .. s_pool]),
        .. WriterAndFlusher("flight-recorder", [.. s_eitherFlusher, .. s_recorder]),
    ];

    /// <summary>Some, in which each step comes first and second at least once, with another partner each time.</summary>
    public static IReadOnlyList<StandingPair> Sample
    {
        get
        {
            HashSet<string> seen = [];
            List<StandingPair> sample = [];
            IReadOnlyList<StandingPair> all = All;

            // A stride that has no divisor in common with any count of steps goes past them in another order than they stand in.
            for (int n = 0, at = 0; n < all.Count; n++, at = (at + 101) % all.Count)
            {
                StandingPair pair = all[at];
                if (seen.Contains("first " + pair.First) && seen.Contains("second " + pair.Second))
                {
                    continue;
                }

                seen.Add("first " + pair.First);
                seen.Add("second " + pair.Second);
                sample.Add(pair);
            }

            return sample;
        }
    }

    private static IEnumerable<string> Writer(params RecordingStep[] steps) => steps.Select(static step => $"writer:{step}");

    private static IEnumerable<string> Flusher(params RecordingStep[] steps) => steps.Select(static step => $"flusher:{step}");

    /// <summary>Who makes a new string keeps others from doing so, and where nothing is free nobody gets any further in taking a chunk.</summary>
    private static bool IsPossible(string first, string second) =>
        !(first.Contains("String", StringComparison.Ordinal) && second.Contains("String", StringComparison.Ordinal))
        && !(first.Contains("Loss", StringComparison.Ordinal) && second.Contains("writer:Chunk", StringComparison.Ordinal));

    private static IEnumerable<StandingPair> TwoWriters(string mode)
    {
        for (int one = 0; one < s_writer.Length; one++)
        {
            for (int other = one; other < s_writer.Length; other++)
            {
                if (IsPossible(s_writer[one], s_writer[other]))
                {
                    yield return new StandingPair(mode, s_writer[one], s_writer[other]);
                }
                else if (IsPossible(s_writer[other], s_writer[one]))
                {
                    yield return new StandingPair(mode, s_writer[other], s_writer[one]);
                }
            }
        }
    }

    private static IEnumerable<StandingPair> WriterAndFlusher(string mode, string[] flusher)
    {
        foreach (string writer in s_writer)
        {
            foreach (string step in flusher)
            {
                yield return new StandingPair(mode, writer, step);
                yield return new StandingPair(mode, step, writer);
            }
        }
    }
}
