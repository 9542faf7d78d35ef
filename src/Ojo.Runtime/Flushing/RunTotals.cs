using Ojo.Format;
using Ojo.Recording;

namespace Ojo.Flushing;

/// <summary>Counts what became of a run's events: those in the ring's lanes, those in trace files, and those lost, by cause.</summary>
/// <remarks>
/// A loss has the cause under which the trace reports it, or will: so these numbers and the trace's add up to the same.
/// Safe from any thread.
/// </remarks>
internal sealed class RunTotals
{
    private readonly Ring _ring;
    private readonly Lock _lock = new();
    private ulong _retiredStored;
    private ulong _retiredLost;
    private long _written;
    private long _fullBuffer;
    private long _writeErrors;
    private long _overwritten;
    private DropCause _cause = DropCause.BufferFull;
    private bool _isClosed;

    public RunTotals(Ring ring) => _ring = ring;

    /// <summary>Why events are lost now, if any are.</summary>
    public DropCause Cause
    {
        get
        {
            lock (_lock)
            {
                return _cause;
            }
        }

        set
        {
            lock (_lock)
            {
                _cause = value;
            }
        }
    }

    /// <summary>What has been recorded and lost so far.</summary>
    public TracerStatistics Statistics
    {
        get
        {
            lock (_lock)
            {
                return ReadStatistics();
            }
        }
    }

    /// <summary>A trace file has its final name.</summary>
    /// <param name="events">How many events it holds.</param>
    /// <param name="lost">Of how many lost ones it speaks.</param>
    /// <param name="cause">What cause it gives.</param>
    public void CountFile(long events, long lost, DropCause cause)
    {
        lock (_lock)
        {
            _written += events;
            if (cause == DropCause.WriteError)
            {
                _writeErrors += lost;
            }
            else
            {
                _fullBuffer += lost;
            }
        }
    }

    /// <summary>Gives back a lane of which everything has been written, and keeps what it had counted.</summary>
    public void Retire(Lane lane)
    {
        lock (_lock)
        {
            _retiredStored += lane.EventsStored;
            _retiredLost += lane.EventsLost;
            _ring.Lanes.Free(lane);
        }
    }

    /// <summary>A flight recorder gave up events for newer ones.</summary>
    public void CountOverwritten(long events)
    {
        lock (_lock)
        {
            _overwritten += events;
        }
    }

    /// <summary>The tracer is disposed: what its flight recorder holds will be in no file.</summary>
    public void CloseRecorder()
    {
        lock (_lock)
        {
            TracerStatistics last = ReadStatistics();
            _isClosed = true;
            _overwritten += last.Stored - _written;
            _fullBuffer = last.LostToFullBuffer;
        }
    }

    /// <summary>The last file has been written, or could not be: then what was to be in it is lost.</summary>
    public void Close(bool hasFailed)
    {
        lock (_lock)
        {
            TracerStatistics last = ReadStatistics();
            _isClosed = true;
            if (hasFailed)
            {
                _writeErrors = last.Attempted - _written - _fullBuffer;
            }
        }
    }

    private TracerStatistics ReadStatistics()
    {
        (ulong stored, ulong lost) = (_retiredStored, _retiredLost);
        foreach (Lane? lane in _ring.Lanes)
        {
            stored += lane?.EventsStored ?? 0;
            lost += lane?.EventsLost ?? 0;
        }

        if (_isClosed)
        {
            // Only what is in files counts as stored. What came after the last round is lost too.
            long attempted = (long)(stored + lost);
            return new TracerStatistics(_written, attempted - _written - _overwritten)
            {
                Overwritten = _overwritten,
                LostToFullBuffer = _fullBuffer,
                LostToWriteErrors = _writeErrors,
                LostAfterDispose = attempted - _written - _overwritten - _fullBuffer - _writeErrors,
            };
        }

        long unreported = (long)lost - _fullBuffer - _writeErrors;
        bool isFailing = _cause == DropCause.WriteError;
        return new TracerStatistics((long)stored - _overwritten, (long)lost)
        {
            Overwritten = _overwritten,
            LostToFullBuffer = _fullBuffer + (isFailing ? 0 : unreported),
            LostToWriteErrors = _writeErrors + (isFailing ? unreported : 0),
        };
    }
}
