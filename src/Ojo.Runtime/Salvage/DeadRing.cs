using System.Runtime.InteropServices;
using Ojo.Clocks;
using Ojo.FlightRecorder;
using Ojo.Format;
using Ojo.Recording;

namespace Ojo.Salvage;

/// <summary>The ring of a dead process: what is in it, checked, and what has been done about it.</summary>
/// <remarks>
/// What the salvager has done is noted in the file as the flusher would have noted it, so that whoever comes after a
/// salvager that was killed goes on where it ended.
/// </remarks>
internal sealed class DeadRing
{
    private const int MostLanes = 1 << 20;
    private const int LastLayoutToCome = 1000;

    private readonly RingFile _file;
    private readonly RingHeader _header;
    private readonly List<string> _damages = [];
    private readonly List<DeadChunk> _chunks = [];
    private LaneSlot[] _slots = [];
    private ulong? _publishedUntil;

    /// <exception cref="DamagedRingException">It is no ring, or its header makes no sense.</exception>
    /// <exception cref="ForeignRingException">It cannot be known what is in it, or whether its process lives.</exception>
    /// <exception cref="IOException">The disk failed.</exception>
    public DeadRing(RingFile file)
    {
        _file = file;
        _header = ReadHeader(file);
        IsOfThisBoot = _header.BootId == 0 || BootId.Current == 0 || _header.BootId == BootId.Current;
        ClockPage clock = file.Read<ClockPage>(RingLayout.ClockOffset);
        MayStepBack = clock.Kind != (uint)ClockKind.Stopwatch && IsOfThisBoot;
        Conversion = ReadConversion(in clock);
    }

    public ulong BatchStart => _header.BatchStart;

    public uint ProcessId => _header.ProcessId;

    public int Version => (int)_header.FormatVersion;

    public DropCause DropCause => (DropCause)_header.DropCause;

    /// <summary>Whether it was a flight recorder's.</summary>
    public bool IsRecorder => _header.Mode == (uint)TracerMode.FlightRecorder;

    public Durability Durability => (Durability)_header.Durability;

    /// <summary>The number of the trace file that was being written or was the last.</summary>
    public uint FileSequence => _header.FileSequence;

    /// <summary>Whether that file may have been given its final name without a note that it has.</summary>
    public bool IsFilePending => _header.IsFilePending != 0;

    /// <summary>How far the flight recorder's snapshots had come.</summary>
    public SnapshotState Snapshots => new(_header.SnapshotSequence, _header.SnapshotFirstFile, _header.WindowEnd, _header.SnapshotLastTime);

    /// <summary>How many chunks had been taken.</summary>
    public long ChunkSequence => _header.ChunkSequence;

    /// <summary>The ticks of the last event that was given up; 0 if there is none.</summary>
    public long LastOverwritten => _slots.Max(static slot => slot.IsTaken == 0 ? 0 : slot.OverwrittenLast);

    /// <summary>The ticks of the last event that was given up or found no room; 0 if there is none.</summary>
    public long LastMissing => Math.Max(LastOverwritten, LastLost);

    private long LastLost => _slots.Max(static slot => slot.IsTaken == 0 ? 0 : slot.GapLast);

    /// <summary>Which copy of a ring it is; 0 if it is the ring itself.</summary>
    public uint CopyId => _header.CopyId;

    /// <summary>Whether its process, if it lives, lets others take their turn.</summary>
    public bool TakesTurns => _header.TakesTurns != 0;

    /// <summary>How much of the ring of a process that lives is meant; null of a dead one's, where it is all.</summary>
    public RingExtent? Extent { get; init; }

    /// <summary>Whether everything is in trace files.</summary>
    public bool IsClosed => _header.IsClosed != 0;

    /// <summary>Whether the machine has not been started anew since the process died.</summary>
    public bool IsOfThisBoot { get; }

    /// <summary>What made no sense and was passed over.</summary>
    public IReadOnlyList<string> Damages => _damages;

    /// <summary>How ticks become time.</summary>
    public Timeline Conversion { get; }

    /// <summary>Whether a thread's ticks may be less than those before them: no kernel has set the clock right.</summary>
    public bool MayStepBack { get; }

    /// <summary>The run's description, if the ring has one.</summary>
    public RunDescription? ReadDescription()
    {
        if (_header.DescriptionLength is 0 or > RingHeader.LongestDescription)
        {
            return null;
        }

        byte[] json = new byte[_header.DescriptionLength];
        _file.Read(json, RingHeader.DescriptionOffset);
        try
        {
            RunDescription run = RunDescription.Parse(json);
            return run.BatchStart == BatchStart && run.Version == Version ? run : null;
        }
        catch (TraceFormatException)
        {
            return null;
        }
    }

    /// <summary>Reads the lanes and chunks. To be called once.</summary>
    /// <exception cref="DamagedRingException">The file is shorter than it says.</exception>
    public void ReadLanesAndChunks()
    {
        ReadSlots();
        for (uint index = 0; index < _header.ChunksPrepared; index++)
        {
            long offset = (long)_header.ChunksOffset + ((long)index * RingLayout.ChunkSize);
            if (!TryReadChunk(offset, out ChunkHeader chunk))
            {
                continue;
            }

            if (chunk.State == ChunkState.Overwritten && chunk.Lane < _header.LaneCapacity)
            {
                // The process died while it gave the chunk up. What was to be counted stands in the chunk.
                ref LaneSlot slot = ref _slots[chunk.Lane];
                slot.Overwritten = Math.Max(slot.Overwritten, (ulong)chunk.GapFirst);
                slot.OverwrittenLast = Math.Max(slot.OverwrittenLast, chunk.GapLast);
                continue;
            }

            uint committed = (uint)chunk.Committed;
            if (chunk.State > ChunkState.Complete || chunk.Lane >= _header.LaneCapacity || committed > RingLayout.ChunkRecords
                || chunk.Drained > committed || chunk.Draining > committed)
            {
                AddDamage($"chunk {index} is not one");
                continue;
            }

            _chunks.Add(new DeadChunk(index, offset, in chunk));
        }
    }

    /// <summary>Reads the lanes alone: the ticks of the last event that found no room; 0 if there is none.</summary>
    public long ReadLastLost()
    {
        ReadSlots();
        return LastLost;
    }

    /// <summary>Looks at each chunk that holds or held events.</summary>
    public void ForEachChunk(Action<long, ChunkHeader> look)
    {
        for (uint index = 0; index < _header.ChunksPrepared; index++)
        {
            long offset = (long)_header.ChunksOffset + ((long)index * RingLayout.ChunkSize);
            if (TryReadChunk(offset, out ChunkHeader chunk) && chunk.State is ChunkState.Open or ChunkState.Complete)
            {
                look(offset, chunk);
            }
        }
    }

    private void ReadSlots()
    {
        _slots = new LaneSlot[_header.LaneCapacity];
        _file.Read(MemoryMarshal.AsBytes(_slots.AsSpan()), (long)_header.LanesOffset);
    }

    /// <summary>Reads the header of a chunk that is in use and meant.</summary>
    /// <remarks>The state first: who sees it sees what was written before it, also while the process lives.</remarks>
    private bool TryReadChunk(long offset, out ChunkHeader chunk)
    {
        chunk = default;
        if (_file.Read<uint>(offset + Offsets.State) == ChunkState.Free)
        {
            return false;
        }

        chunk = _file.Read<ChunkHeader>(offset);
        return chunk.State != ChunkState.Free && (Extent is null || Extent.TryCut(ref chunk));
    }

    /// <summary>Takes what was noted of a file that was on its way as true, or forgets it.</summary>
    /// <remarks>To be forgotten it must be: of the next file's notes it would be taken for a part.</remarks>
    /// <param name="isPublished">Whether the file has its final name.</param>
    /// <exception cref="IOException">The disk failed, or is full.</exception>
    public void Settle(bool isPublished)
    {
        foreach (DeadChunk chunk in _chunks.Where(static chunk => chunk.Draining != chunk.Position))
        {
            if (isPublished)
            {
                chunk.Position = chunk.Draining;
                NoteDrained(chunk);
            }
            else
            {
                NoteDraining(chunk);
            }
        }

        for (uint lane = 0; lane < _slots.Length; lane++)
        {
            ref LaneSlot slot = ref _slots[lane];
            if (slot.IsTaken == 0 || (slot.LostReporting == slot.LostReported && slot.ReportingUntil == slot.ReportedUntil
                && slot.OverwrittenReporting == slot.OverwrittenReported))
            {
                continue;
            }

            if (isPublished)
            {
                (slot.LostReported, slot.ReportedUntil) = (slot.LostReporting, slot.ReportingUntil);
                slot.OverwrittenReported = slot.OverwrittenReporting;
                NoteReported(lane, slot.LostReported, slot.ReportedUntil, slot.OverwrittenReported);
            }
            else
            {
                NoteReporting(lane, slot.LostReported, slot.ReportedUntil, slot.OverwrittenReported);
            }
        }

        NoteSettled();
    }

    /// <summary>The lanes with their chunks in order.</summary>
    public List<DeadLane> Lanes()
    {
        SortedDictionary<uint, DeadLane> lanes = [];
        for (uint index = 0; index < _slots.Length; index++)
        {
            // Lane 0 counts for many threads, and has no thread of its own.
            if (_slots[index].IsTaken != 0)
            {
                lanes.Add(index, new DeadLane(this, index, in _slots[index]));
            }
        }

        _chunks.Sort(static (left, right) => left.Sequence.CompareTo(right.Sequence));
        foreach (DeadChunk chunk in _chunks)
        {
            if (!lanes.TryGetValue(chunk.Lane, out DeadLane? lane))
            {
                lane = new DeadLane(this, chunk.Lane, default);
                lanes.Add(chunk.Lane, lane);
            }

            lane.Add(chunk);
        }

        return [.. lanes.Values];
    }

    /// <summary>The strings that the process had defined.</summary>
    /// <param name="position">How many bytes of definitions have been written.</param>
    public DeadStrings ReadStrings(long position)
    {
        ulong length = _header.StringsCommitted;
        if (length > _header.StringsCapacity)
        {
            AddDamage("the strings make no sense");
            length = 0;
        }

        return new DeadStrings(this, _file, (long)_header.StringsOffset, (long)length, position);
    }

    public void ReadRecords(DeadChunk chunk, Span<byte> bytes) => _file.Read(bytes, chunk.Offset + ChunkHeader.ByteSize);

    /// <summary>Says up to when events may be in trace files although the ring does not know it.</summary>
    /// <param name="units">Time since the run's start, in its unit.</param>
    public void SetPublishedUntil(ulong units) => _publishedUntil = units;

    public bool MayBePublished(long ticks) => _publishedUntil is { } until && Conversion.ToUnits(ticks) <= until;

    public void AddDamage(string what)
    {
        const int Most = 5;
        if (_damages.Count < Most)
        {
            _damages.Add(what);
        }
    }

    public void NoteDraining(DeadChunk chunk) => _file.Write(chunk.Position, chunk.Offset + Offsets.Draining);

    public void NoteDrained(DeadChunk chunk) => _file.Write(chunk.Position, chunk.Offset + Offsets.Drained);

    public void NoteReporting(uint lane, ulong lost, long until, ulong overwritten)
    {
        long slot = SlotAt(lane);
        _file.Write(lost, slot + Offsets.LostReporting);
        _file.Write(until, slot + Offsets.ReportingUntil);
        _file.Write(overwritten, slot + Offsets.OverwrittenReporting);
    }

    public void NoteWrittenUntil(uint lane, ulong time) => _file.Write(time, SlotAt(lane) + Offsets.WrittenUntil);

    public void NoteReported(uint lane, ulong lost, long until, ulong overwritten)
    {
        long slot = SlotAt(lane);
        _file.Write(lost, slot + Offsets.LostReported);
        _file.Write(until, slot + Offsets.ReportedUntil);
        _file.Write(overwritten, slot + Offsets.OverwrittenReported);
    }

    /// <summary>Notes that a file is about to get its final name.</summary>
    public void NotePending(uint sequence)
    {
        _file.Write(sequence, Offsets.FileSequence);
        _file.Write(1u, Offsets.IsFilePending);
    }

    /// <summary>Notes that what the file holds has been noted.</summary>
    public void NoteSettled() => _file.Write(0u, Offsets.IsFilePending);

    /// <summary>Notes how far the snapshots have come. The number last: without it the rest is found again.</summary>
    public void NoteSnapshot(in SnapshotState state)
    {
        _file.Write(state.FirstFile, Offsets.SnapshotFirstFile);
        _file.Write(state.WindowEnd, Offsets.WindowEnd);
        _file.Write(state.LastTime, Offsets.SnapshotLastTime);
        _file.Write(state.Sequence, Offsets.SnapshotSequence);
    }

    /// <summary>Notes that everything is in trace files.</summary>
    public void NoteClosed() => _file.Write(1u, Offsets.IsClosed);

    private Timeline ReadConversion(in ClockPage clock)
    {
        TraceResolution resolution = Version == 1 ? TraceResolution.Microseconds : TraceResolution.Nanoseconds;
        if (clock.Kind != (uint)ClockKind.Stopwatch)
        {
            if (clock.Load() is { } line)
            {
                return new Timeline(resolution, line);
            }

            AddDamage("the clock's page makes no sense, so times are as the clock's first measurement has them");
        }

        return new Timeline(resolution, _header.StartTicks, _header.TicksPerSecond);
    }

    private long SlotAt(uint lane) => (long)_header.LanesOffset + ((long)lane * LaneSlot.ByteSize);

    private static RingHeader ReadHeader(RingFile file)
    {
        if (file.Length < RingLayout.LanesOffset)
        {
            throw new DamagedRingException($"It has {file.Length} bytes, and a ring's header alone has {RingLayout.LanesOffset}.");
        }

        RingHeader header = file.Read<RingHeader>(0);
        if (header.Magic != RingHeader.RingMagic)
        {
            throw new DamagedRingException("It does not begin as a ring does.");
        }

        if (header.Layout != RingHeader.CurrentLayout && header.Layout is > 0 and < LastLayoutToCome)
        {
            throw new ForeignRingException($"It is of layout {header.Layout}, which is not known here: salvage it with the version of Ojo that wrote it.");
        }

        if (header.Layout != RingHeader.CurrentLayout
            || header.FormatVersion is < 1 or > TraceFileHeader.LastVersion
            || header.TicksPerSecond <= 0
            || header.LaneCapacity > MostLanes
            || header.LanesOffset != (ulong)RingLayout.LanesOffset
            || header.StringsOffset < header.LanesOffset + ((ulong)header.LaneCapacity * LaneSlot.ByteSize)
            || header.StringsOffset > header.ChunksOffset
            || header.StringsCapacity > header.ChunksOffset - header.StringsOffset
            || header.ChunksPrepared > header.ChunkCapacity
            || header.ChunksOffset > (ulong)file.Length
            || (ulong)header.ChunksPrepared * RingLayout.ChunkSize > (ulong)file.Length - header.ChunksOffset)
        {
            throw new DamagedRingException($"Its header makes no sense for a file of {file.Length} bytes.");
        }

        if (header.IsLocked == 0)
        {
            throw new ForeignRingException("Its file system knows no locks, so it cannot be known whether its process lives.");
        }

        return header;
    }

    /// <summary>Where the fields are that a salvager writes.</summary>
    private static unsafe class Offsets
    {
        public static readonly long FileSequence;
        public static readonly long IsFilePending;
        public static readonly long IsClosed;
        public static readonly long SnapshotSequence;
        public static readonly long SnapshotFirstFile;
        public static readonly long WindowEnd;
        public static readonly long SnapshotLastTime;
        public static readonly long Drained;
        public static readonly long Draining;
        public static readonly long State;
        public static readonly long WrittenUntil;
        public static readonly long LostReported;
        public static readonly long LostReporting;
        public static readonly long ReportedUntil;
        public static readonly long ReportingUntil;
        public static readonly long OverwrittenReported;
        public static readonly long OverwrittenReporting;

        static Offsets()
        {
            RingHeader header;
            FileSequence = (byte*)&header.FileSequence - (byte*)&header;
            IsFilePending = (byte*)&header.IsFilePending - (byte*)&header;
            IsClosed = (byte*)&header.IsClosed - (byte*)&header;
            SnapshotSequence = (byte*)&header.SnapshotSequence - (byte*)&header;
            SnapshotFirstFile = (byte*)&header.SnapshotFirstFile - (byte*)&header;
            WindowEnd = (byte*)&header.WindowEnd - (byte*)&header;
            SnapshotLastTime = (byte*)&header.SnapshotLastTime - (byte*)&header;
            ChunkHeader chunk;
            Drained = (byte*)&chunk.Drained - (byte*)&chunk;
            Draining = (byte*)&chunk.Draining - (byte*)&chunk;
            State = (byte*)&chunk.State - (byte*)&chunk;
            LaneSlot slot;
            WrittenUntil = (byte*)&slot.WrittenUntil - (byte*)&slot;
            LostReported = (byte*)&slot.LostReported - (byte*)&slot;
            LostReporting = (byte*)&slot.LostReporting - (byte*)&slot;
            ReportedUntil = (byte*)&slot.ReportedUntil - (byte*)&slot;
            ReportingUntil = (byte*)&slot.ReportingUntil - (byte*)&slot;
            OverwrittenReported = (byte*)&slot.OverwrittenReported - (byte*)&slot;
            OverwrittenReporting = (byte*)&slot.OverwrittenReporting - (byte*)&slot;
        }
    }
}
