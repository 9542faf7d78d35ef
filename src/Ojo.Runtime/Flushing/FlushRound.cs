using Ojo.Format;
using Ojo.Publishing;
using Ojo.Recording;

namespace Ojo.Flushing;

/// <summary>What the flusher does each time: keep chunks ready, and write what there is.</summary>
internal class FlushRound
{
    private readonly Ring _ring;
    private readonly ChunkPool _pool;
    private readonly RingDrain _drain;
    private readonly TraceDirectory _directory;
    private readonly RunFiles _runFiles;

    public FlushRound(Ring ring, ChunkPool pool, RingDrain drain, TraceDirectory directory, RunFiles runFiles)
    {
        _ring = ring;
        _pool = pool;
        _drain = drain;
        _directory = directory;
        _runFiles = runFiles;
    }

    /// <summary>Where the files go.</summary>
    public string Output => _directory.Output;

    /// <summary>Whether there is no free chunk, or no lane, at all.</summary>
    public virtual bool IsShort => _ring.FreeChunkCount == 0 || !_ring.Lanes.HasFree;

    /// <summary>Whether so many chunks wait to be written that there is no time to wait for more.</summary>
    public virtual bool HasBacklog => _ring.CompleteChunkCount >= _ring.MostComplete;

    /// <summary>Makes chunks ready, and says whether a round should begin before its time all the same.</summary>
    public virtual bool IsUrgent()
    {
        _pool.Keep();

        // Event types that nobody has described yet would be bare numbers, should the process die now.
        return _runFiles.IsStale || HasBacklog || _ring.FreeChunkCount <= _ring.LeastFree || !_ring.Lanes.HasFree;
    }

    /// <summary>Keeps the clock in step where nothing is written.</summary>
    public void KeepClock() => _drain.KeepClock();

    /// <summary>What the user should know and has not been told; null if there is nothing.</summary>
    public string? TakeWarning() => _drain.TakeWarning() ?? _ring.TakeWarning();

    /// <summary>Writes everything that was recorded before the call.</summary>
    /// <param name="isLast">Whether nothing may be recorded any more.</param>
    /// <param name="hasFailed">Whether the round before failed.</param>
    /// <returns>What went wrong, as a sentence, or null.</returns>
    public virtual string? TryRun(bool isLast, bool hasFailed)
    {
        try
        {
            if (isLast)
            {
                _ring.Seal();
            }

            if (hasFailed)
            {
                // Somebody may have removed the folders: then everything is made anew. The pool does not grow meanwhile: on a
                // disk with little room it would take what the trace files need.
                _directory.Ensure();
                _runFiles.PublishAgainIfMissing();
            }
            else
            {
                _pool.Keep();
            }

            _drain.WriteAll(hasFailed ? DropCause.WriteError : DropCause.BufferFull);
            _pool.Keep();
            return null;
        }
        catch (Exception exception)
        {
            // Whatever it is: the host program goes on, and so does this thread.
            _drain.SetDropCause(DropCause.WriteError);
            return exception.Message.EndsWith('.') ? exception.Message : exception.Message + ".";
        }
    }
}
