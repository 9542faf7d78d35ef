using System.Runtime.InteropServices;
using Ojo.Flushing;
using Ojo.Format;
using Ojo.Recording;

namespace Ojo.Salvage;

/// <summary>What one lane of a dead process has to be written, in order of time: its chunks' records and the gaps between them.</summary>
internal sealed class DeadLane : MergeSource
{
    private const int Words = RingLayout.RecordSize / sizeof(ulong);

    private readonly DeadRing _ring;
    private readonly uint _index;
    private readonly LaneSlot _slot;
    private readonly List<DeadChunk> _chunks = [];
    private int _current;
    private int _settled;
    private int _loaded = -1;
    private ulong[]? _words;
    private ulong _reported;
    private ulong _overwrittenReported;
    private long _reportedUntil;
    private long _earliest = 1;
    private ulong _lastTime;
    private Gap _gap;

    public DeadLane(DeadRing ring, uint index, in LaneSlot slot)
    {
        _ring = ring;
        _index = index;
        _slot = slot;
        _reported = slot.LostReported;
        _overwrittenReported = slot.OverwrittenReported;
        _reportedUntil = slot.ReportedUntil;
        _lastTime = slot.WrittenUntil;
    }

    private enum Gap
    {
        None,
        Overwritten,
        BeforeChunk,
        Damage,
        AtEnd,
    }

    /// <summary>How many events have been written.</summary>
    public ulong EventsWritten { get; private set; }

    /// <summary>How many lost events have been reported.</summary>
    public ulong LostWritten { get; private set; }

    /// <summary>How many events that a flight recorder gave up have been reported.</summary>
    public ulong OverwrittenWritten { get; private set; }

    /// <summary>Adds a chunk. Chunks come in order of their sequence.</summary>
    public void Add(DeadChunk chunk) => _chunks.Add(chunk);

    /// <summary>Finds what comes first.</summary>
    public void Begin() => MoveToNext();

    /// <inheritdoc/>
    public override void WriteTo(TraceBatch batch, long until)
    {
        do
        {
            if (_gap == Gap.None)
            {
                WriteRecords(batch, _chunks[_current], until);
            }
            else
            {
                WriteGap(batch);
            }

            MoveToNext();
        }
        while (HasNext && NextTicks <= until && batch.Room > 0);
    }

    /// <summary>Notes in the ring what will be done once the file has its final name.</summary>
    public void Prepare()
    {
        _ring.Notes.Reporting(_index, _reported, _reportedUntil, _overwrittenReported);
        for (int chunk = _settled; chunk < _chunks.Count && chunk <= _current; chunk++)
        {
            _ring.Notes.Draining(_chunks[chunk]);
        }
    }

    /// <summary>What was written is in a file with its final name.</summary>
    public void Commit()
    {
        _ring.Notes.Reported(_index, _reported, _reportedUntil, _overwrittenReported);
        _ring.Notes.WrittenUntil(_index, _lastTime);
        for (int chunk = _settled; chunk < _chunks.Count && chunk <= _current; chunk++)
        {
            _ring.Notes.Drained(_chunks[chunk]);
        }

        _settled = _current;
    }

    private void MoveToNext()
    {
        MoveToNextInChunks();

        // Who died while writing a snapshot may have given up what came since: then what the snapshot was to hold is before it.
        if (_slot.Overwritten > _overwrittenReported && (!HasNext || _slot.OverwrittenLast <= NextTicks))
        {
            SetNext(Gap.Overwritten, Math.Max(_slot.OverwrittenLast, 1));
        }
    }

    private void MoveToNextInChunks()
    {
        for (; _current < _chunks.Count; _current++)
        {
            DeadChunk chunk = _chunks[_current];
            Load(chunk);
            if (chunk.LostBefore > _reported)
            {
                long end = Math.Max(Math.Max(chunk.GapLast, _earliest), _overwrittenReported > 0 ? _reportedUntil : 0);
                SetNext(Gap.BeforeChunk, chunk.Position < chunk.End ? Math.Min(end, TicksAt(chunk.Position)) : end);
                return;
            }

            if (chunk.Position < chunk.End)
            {
                SetNext(Gap.None, TicksAt(chunk.Position));
                return;
            }

            if (chunk.Damaged > 0)
            {
                SetNext(Gap.Damage, _earliest);
                return;
            }
        }

        _words = null;
        HasNext = false;
        if (_slot.Lost > _reported && _ring.Extent is null)
        {
            // Of a process that lives the gap may go on: its next snapshot tells of it.
            SetNext(Gap.AtEnd, Math.Max(_slot.GapLast, _earliest));
        }
    }

    private void SetNext(Gap gap, long ticks)
    {
        HasNext = true;
        NextTicks = ticks;
        _gap = gap;
    }

    private long TicksAt(uint record) => (long)_words![record * Words];

    private void Load(DeadChunk chunk)
    {
        if (_loaded == _current)
        {
            return;
        }

        _loaded = _current;
        _words ??= new ulong[RingLayout.ChunkRecords * Words];
        Span<ulong> words = _words.AsSpan(0, (int)chunk.Committed * Words);
        _ring.ReadRecords(chunk, MemoryMarshal.AsBytes(words));
        chunk.End = ChunkCheck.EndOfWhole(words, chunk.Position, _ring.MayStepBack ? null : _earliest);
        if (!_ring.IsOfThisBoot)
        {
            chunk.End = ChunkCheck.WithoutTornEnd(words, chunk.Position, chunk.End);
        }

        if (chunk.End < chunk.Committed)
        {
            chunk.Damaged = Math.Max(1, ChunkCheck.CountHeads(words[((int)chunk.End * Words)..]));
            _ring.AddDamage($"chunk {chunk.Index} makes no sense from its record {chunk.End} on");
        }

        while (chunk.Position < chunk.End && _ring.MayBePublished(TicksAt(chunk.Position)))
        {
            chunk.Position++;
        }
    }

    private void WriteGap(TraceBatch batch)
    {
        if (_gap == Gap.Overwritten)
        {
            // When it began the ring does not say.
            ulong overwritten = _slot.Overwritten - _overwrittenReported;
            _lastTime = batch.WriteOverwritten(overwritten, Math.Min(_reportedUntil, NextTicks), NextTicks, _lastTime);
            OverwrittenWritten += overwritten;
            _overwrittenReported = _slot.Overwritten;
            _reportedUntil = Math.Max(_reportedUntil, NextTicks);
            return;
        }

        DeadChunk? chunk = _current < _chunks.Count ? _chunks[_current] : null;
        if (_gap == Gap.Damage)
        {
            _lastTime = batch.WriteGap(chunk!.Damaged, NextTicks, NextTicks, _lastTime);
            LostWritten += chunk.Damaged;
            chunk.Damaged = 0;
            chunk.Position = chunk.End = chunk.Committed;
            return;
        }

        ulong lost = chunk?.LostBefore ?? _slot.Lost;
        long first = Math.Max(chunk?.GapFirst ?? _slot.GapFirst, _reportedUntil);
        _lastTime = batch.WriteGap(lost - _reported, Math.Min(first, NextTicks), NextTicks, _lastTime);
        LostWritten += lost - _reported;
        _reported = lost;
        _reportedUntil = NextTicks;
    }

    private void WriteRecords(TraceBatch batch, DeadChunk chunk, long until)
    {
        long room = batch.Room;
        ulong events = 0;
        _lastTime = Math.Max(_lastTime, batch.LastTime);
        for (; chunk.Position < chunk.End; chunk.Position++)
        {
            ReadOnlySpan<ulong> record = _words.AsSpan((int)chunk.Position * Words, Words);
            long ticks = (long)record[0];
            if (ChunkCheck.IsHead(record[1]))
            {
                if (ticks > until || room <= 0)
                {
                    break;
                }

                events++;
                _earliest = Math.Max(_earliest, ticks);
                _lastTime = Math.Max(_lastTime, batch.Conversion.ToUnits(ticks));
            }

            batch.Writer.Write(new TraceRecord(_lastTime, (uint)record[1], (uint)(record[1] >> 32), record[2]));
            room--;
        }

        batch.LastTime = _lastTime;
        EventsWritten += events;
        batch.Events += (long)events;
    }
}
