using System.Runtime.InteropServices;
using Ojo.Clocks;
using Ojo.FlightRecorder;
using Ojo.Format;
using Ojo.Recording;

namespace Ojo.Salvage;

/// <summary>The ring of a dead process: what is in it, checked.</summary>
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
        Notes = new DeadRingNotes(file, (long)_header.LanesOffset);
    }

    /// <summary>What a salvager notes in it.</summary>
    public DeadRingNotes Notes { get; }

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
        if (_file.Read<uint>(offset + DeadRingNotes.StateOffset) == ChunkState.Free)
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
                Notes.Drained(chunk);
            }
            else
            {
                Notes.Draining(chunk);
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
                Notes.Reported(lane, slot.LostReported, slot.ReportedUntil, slot.OverwrittenReported);
            }
            else
            {
                Notes.Reporting(lane, slot.LostReported, slot.ReportedUntil, slot.OverwrittenReported);
            }
        }

        Notes.Settled();
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
}
