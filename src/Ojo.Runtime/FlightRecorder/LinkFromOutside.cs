using Ojo.Flushing;
using Ojo.Publishing;
using Ojo.Salvage;

namespace Ojo.FlightRecorder;

/// <summary>
/// Takes the next snapshot of another process's flight recorder in that process's stead, be it live, hung, stopped or dead: writes
/// what no snapshot has into the process's own folder, and notes in its ring that it has been written.
/// </summary>
/// <remarks>
/// It does what the process would do, file by file, each in a turn of its own (<see cref="TurnLock"/>), by the steps that a salvager
/// takes. Between two files the process may give up chunks, or take a snapshot of its own: what is in that is not in this. Whoever
/// dies, the others go on where he ended.
/// </remarks>
internal static class LinkFromOutside
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    // For the process to take its turn meanwhile: it tries each millisecond.
    private static readonly TimeSpan s_betweenTurns = TimeSpan.FromMilliseconds(3);

    /// <exception cref="IOException">It cannot be taken; the message says why.</exception>
    public static TraceSnapshot Take(string ringPath, TraceDirectory directory, string reason)
    {
        using var held = FileSizeSignal.HoldBack();
        if (!File.Exists(ringPath))
        {
            throw new IOException($"There is no ring '{ringPath}': its process has ended, and everything is in '{directory.Output}'.");
        }

        try
        {
            return TakeOfDead(ringPath, directory, reason) ?? TakeOfLiving(ringPath, directory, reason);
        }
        catch (Exception exception) when (exception is DamagedRingException or ForeignRingException)
        {
            throw new IOException($"'{ringPath}' cannot be read: {exception.Message}", exception);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new IOException($"{exception.Message} Who may only read the ring can take a copy, into a folder of his own.", exception);
        }
    }

    private static TraceSnapshot? TakeOfDead(string ringPath, TraceDirectory directory, string reason)
    {
        List<string> log = [];
        StagingSalvage salvage = new(directory.Path, log.Add, CancellationToken.None) { Reason = reason };
        SalvageSummary summary = salvage.Run(ringPath);
        return summary == default || salvage.Snapshot is not null
            ? salvage.Snapshot
            : throw new IOException($"'{ringPath}' was not a flight recorder's, or could not be read wholly. {string.Join(' ', log)}");
    }

    private static TraceSnapshot TakeOfLiving(string ringPath, TraceDirectory directory, string reason)
    {
        using RingFile file = RingFile.OpenOfLiving(ringPath);
        RingExtent extent = RingExtent.Read(file);
        SnapshotChain? chain = null;
        long strings = 0;
        while (true)
        {
            if (!file.TryTakeTurn(s_patience))
            {
                throw new IOException(
                    $"The process of '{ringPath}' is writing a snapshot of its own and does not get on with it. A copy of what it holds can be taken all the same, into another folder.");
            }

            try
            {
                DeadRing ring = new(file) { Extent = extent };
                if (chain is null)
                {
                    // Once begun, it is ended, also when the process lets go of its ring meanwhile.
                    Check(ring, ringPath);
                    chain = new SnapshotChain(directory, ring.BatchStart, ring.ProcessId);
                }

                RingSalvage salvage = new(ring, new TraceDirectory(directory.Path, ring.Durability), RingDrain.RecordsPerSnapshotFile, CancellationToken.None)
                {
                    Reason = reason,
                    Chain = chain,
                    StringsWritten = strings,
                };
                salvage.Begin();
                bool hasWritten = salvage.TryWriteNext();
                strings = salvage.StringsWritten;
                if (ring.Damages.Count > 0)
                {
                    throw new DamagedRingException($"{string.Join(", ", ring.Damages)}.");
                }

                if (!hasWritten)
                {
                    salvage.PublishSnapshot(WindowOf(ring, extent));
                    return salvage.Snapshot!;
                }
            }
            finally
            {
                file.EndTurn();
            }

            // The lock has no queue: without a pause this would have it again before the process notices, which has chunks to give up.
            Thread.Sleep(s_betweenTurns);
        }
    }

    private static void Check(DeadRing ring, string ringPath)
    {
        if (ring.IsClosed)
        {
            throw new IOException($"The process of '{ringPath}' has ended meanwhile, and what it held has been written or given up.");
        }

        if (!ring.IsRecorder || !ring.TakesTurns)
        {
            throw new IOException(ring.IsRecorder
                ? $"The file system of '{ringPath}' knows no locks by which its process and others could take turns. A copy can be taken, into another folder."
                : $"'{ringPath}' is no flight recorder's: what it holds goes into trace files all the time. A copy can be taken, into another folder.");
        }
    }

    private static SnapshotWindow WindowOf(DeadRing ring, RingExtent extent)
    {
        // What was given up between two files is missing too.
        long missing = Math.Max(extent.LastLost, ring.LastOverwritten);
        return new SnapshotWindow(
            missing == 0 ? null : ring.Conversion.ToUnits(missing), extent.LastTicks == 0 ? null : ring.Conversion.ToUnits(extent.LastTicks));
    }
}
