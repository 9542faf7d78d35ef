using Ojo.Recording;

namespace Ojo.Flushing;

/// <summary>What one lane has to be written, in order of time: its chunks' records and the gaps between them.</summary>
/// <remarks>
/// What has been handed to a trace file is taken as done by <see cref="Commit"/>, when the file has its final name, or
/// undone by <see cref="RollBack"/>.
/// </remarks>
internal sealed unsafe class LaneSource : MergeSource
{
    private readonly LaneChunks _chunks = new();
    private readonly LostEvents _lost;
    private readonly OverwrittenEvents _overwritten;
    private int _current;
    private int _inRound;
    private int _givenUp;
    private Next _next;

    // No event of the lane is earlier than the one before it, whatever its clock said.
    private ulong _lastTime;

    public LaneSource(Lane lane)
    {
        Lane = lane;
        _lost = new LostEvents(lane.Slot);
        _overwritten = new OverwrittenEvents(lane.Slot);
        _lastTime = lane.Slot->WrittenUntil;
    }

    private enum Next
    {
        Records,
        Overwritten,
        Lost,
    }

    public Lane Lane { get; }

    /// <summary>Whether the lane's thread is dead, so that nothing more will come.</summary>
    public bool IsDead { get; set; }

    /// <summary>Whether there is no chunk of the lane's.</summary>
    public bool HasNoChunk => _chunks.Count == 0;

    /// <summary>Whether all that the lane ever had is in trace files.</summary>
    public bool IsDrained => HasNoChunk && _lost.AreReported && _overwritten.AreReported;

    /// <summary>The ticks of the last event of the lane that was given up or lost; 0 if there is none.</summary>
    public long LastMissing => Math.Max(Lane.Slot->OverwrittenLast, Volatile.Read(ref Lane.Slot->GapLast));

    /// <summary>Adds a chunk of the lane, unless it is there already.</summary>
    /// <inheritdoc cref="LaneChunks.Add"/>
    public void Add(ChunkHeader* chunk, bool isTaken) => _chunks.Add(chunk, isTaken);

    /// <summary>Fixes what is to be written in this round: all that is committed now.</summary>
    public void Begin()
    {
        _chunks.Begin();
        _lost.Begin(_chunks.NewestSequence);
        _overwritten.Begin();
        _current = 0;
        _inRound = _chunks.Count;
        MoveToNext();
    }

    /// <summary>The round is over, whatever became of it: every complete chunk may be given up again.</summary>
    public void End() => _inRound = 0;

    /// <inheritdoc/>
    public override void WriteTo(TraceBatch batch, long until)
    {
        do
        {
            switch (_next)
            {
                case Next.Records:
                    _chunks[_current].WriteTo(batch, until, _lastTime);
                    _lastTime = batch.LastTime;
                    break;
                case Next.Overwritten:
                    _lastTime = _overwritten.WriteTo(batch, _lastTime);
                    _lost.PassBy(NextTicks);
                    break;
                default:
                    _lastTime = _lost.WriteTo(batch, _current < _inRound ? LostGap.Before(_chunks[_current].Chunk) : _lost.AtEnd, _lastTime);
                    break;
            }

            MoveToNext();
            batch.BetweenChunks?.Invoke();
        }
        while (HasNext && NextTicks <= until && batch.Room > 0);
    }

    /// <summary>Notes in the ring what will be done once the file has its final name.</summary>
    public void Prepare()
    {
        _lost.Prepare();
        _overwritten.Prepare();
        _chunks.Prepare();
    }

    /// <summary>What was written is in a file with its final name.</summary>
    public void Commit()
    {
        _lost.Commit();
        _overwritten.Commit();
        _chunks.Commit();
        Lane.Slot->WrittenUntil = _lastTime;
    }

    /// <summary>Gives back the complete chunks of which nothing is left to be written.</summary>
    /// <returns>How many there were.</returns>
    public int FreeDrained(Ring ring)
    {
        int freed = _chunks.FreeDrained(ring);
        _current = Math.Max(0, _current - freed);
        _inRound = Math.Max(0, _inRound - freed);
        return freed;
    }

    /// <summary>Goes on where somebody else ended who had the turn.</summary>
    /// <returns>Of how many lost events he wrote.</returns>
    public ulong GoOnAfterOthers()
    {
        _chunks.GoOnAfterOthers();
        _overwritten.GoOnAfterOthers();
        _lastTime = Lane.Slot->WrittenUntil;
        return _lost.GoOnAfterOthers();
    }

    /// <summary>How many events others have written, of which nobody has been told.</summary>
    public ulong TakeWrittenByOthers() => _chunks.TakeWrittenByOthers();

    /// <summary>The file was not written: everything since the last commit is to be written again.</summary>
    public void RollBack()
    {
        _lost.RollBack();
        _overwritten.RollBack();
        _chunks.RollBack();
        _lastTime = Lane.Slot->WrittenUntil;
        HasNext = false;
    }

    /// <summary>Finds the events of some types among those that it has not looked at before.</summary>
    public void Find(ReadOnlySpan<uint> types, FoundEvent found)
    {
        // All before one that has been looked through has been, too: at full speed a buffer's thousands of chunks are not touched again and again.
        Span<ChunkDrain> chunks = _chunks.AsSpan();
        int first = chunks.Length;
        while (first > 0 && !chunks[first - 1].IsLookedThrough)
        {
            first--;
        }

        foreach (ref ChunkDrain drain in chunks[first..])
        {
            drain.Find(types, found);
        }
    }

    /// <summary>The ticks of the last event in the oldest chunk that a flight recorder may give up.</summary>
    /// <returns>False if there is none: a chunk that its thread writes into, or that is being written to a file, is never given up.</returns>
    public bool TryGetOldest(out long lastTicks)
    {
        int oldest = _inRound + _givenUp;
        if (oldest == _chunks.Count || !_chunks[oldest].IsTaken)
        {
            lastTicks = long.MinValue;
            return false;
        }

        lastTicks = _chunks[oldest].LastTicks;
        return true;
    }

    /// <summary>Gives up the oldest chunk, and counts what was in it and in no file. <see cref="EndOverwriting"/> is to follow.</summary>
    /// <returns>How many events there were.</returns>
    public long OverwriteOldest(Ring ring) => _overwritten.GiveUp(in _chunks[_inRound + _givenUp++], ring);

    /// <summary>Forgets the chunks that were given up.</summary>
    public void EndOverwriting()
    {
        _chunks.Remove(_inRound, _givenUp);
        _givenUp = 0;
    }

    private void MoveToNext()
    {
        if (_overwritten.AreNews)
        {
            SetNext(Next.Overwritten, _overwritten.LastTicks);
            return;
        }

        for (; _current < _inRound; _current++)
        {
            ref ChunkDrain drain = ref _chunks[_current];
            LostGap gap = LostGap.Before(drain.Chunk);
            if (_lost.IsNews(gap))
            {
                SetNext(Next.Lost, _lost.EndOf(gap));
                return;
            }

            if (drain.Position < drain.End)
            {
                SetNext(Next.Records, drain.NextTicks);
                return;
            }
        }

        HasNext = false;
        if (_lost.IsNews(_lost.AtEnd))
        {
            SetNext(Next.Lost, _lost.EndOf(_lost.AtEnd));
        }
    }

    private void SetNext(Next next, long ticks)
    {
        HasNext = true;
        NextTicks = ticks;
        _next = next;
    }
}
