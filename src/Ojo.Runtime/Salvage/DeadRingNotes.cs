using Ojo.FlightRecorder;
using Ojo.Recording;

namespace Ojo.Salvage;

/// <summary>What has been done about a dead process's ring, noted in its file as the flusher would have noted it.</summary>
/// <remarks>So whoever comes after a salvager that was killed goes on where it ended.</remarks>
internal sealed unsafe class DeadRingNotes
{
    private readonly RingFile _file;
    private readonly long _lanesOffset;

    public DeadRingNotes(RingFile file, long lanesOffset)
    {
        _file = file;
        _lanesOffset = lanesOffset;
    }

    /// <summary>The place of a chunk's state in it, which whoever reads a living process's ring reads first.</summary>
    public static long StateOffset { get; } = OffsetOfState();

    /// <summary>Notes how much of a chunk will be in files once the pending one has its final name.</summary>
    public void Draining(DeadChunk chunk) => _file.Write(chunk.Position, chunk.Offset + Offsets.Draining);

    /// <summary>Notes how much of a chunk is in files.</summary>
    public void Drained(DeadChunk chunk) => _file.Write(chunk.Position, chunk.Offset + Offsets.Drained);

    /// <summary>Notes of which gaps of a lane files will speak once the pending one has its final name.</summary>
    public void Reporting(uint lane, ulong lost, long until, ulong overwritten)
    {
        long slot = SlotAt(lane);
        _file.Write(lost, slot + Offsets.LostReporting);
        _file.Write(until, slot + Offsets.ReportingUntil);
        _file.Write(overwritten, slot + Offsets.OverwrittenReporting);
    }

    /// <summary>Notes the time of the last that was written of a lane.</summary>
    public void WrittenUntil(uint lane, ulong time) => _file.Write(time, SlotAt(lane) + Offsets.WrittenUntil);

    /// <summary>Notes of which gaps of a lane files speak.</summary>
    public void Reported(uint lane, ulong lost, long until, ulong overwritten)
    {
        long slot = SlotAt(lane);
        _file.Write(lost, slot + Offsets.LostReported);
        _file.Write(until, slot + Offsets.ReportedUntil);
        _file.Write(overwritten, slot + Offsets.OverwrittenReported);
    }

    /// <summary>Notes that a file is about to get its final name.</summary>
    public void Pending(uint sequence)
    {
        _file.Write(sequence, Offsets.FileSequence);
        _file.Write(1u, Offsets.IsFilePending);
    }

    /// <summary>Notes that what the file holds has been noted.</summary>
    public void Settled() => _file.Write(0u, Offsets.IsFilePending);

    /// <summary>Notes how far the snapshots have come. The number last: without it the rest is found again.</summary>
    public void Snapshot(in SnapshotState state)
    {
        _file.Write(state.FirstFile, Offsets.SnapshotFirstFile);
        _file.Write(state.WindowEnd, Offsets.WindowEnd);
        _file.Write(state.LastTime, Offsets.SnapshotLastTime);
        _file.Write(state.Sequence, Offsets.SnapshotSequence);
    }

    /// <summary>Notes that everything is in trace files.</summary>
    public void Closed() => _file.Write(1u, Offsets.IsClosed);

    private static long OffsetOfState()
    {
        ChunkHeader chunk;
        return (byte*)&chunk.State - (byte*)&chunk;
    }

    private long SlotAt(uint lane) => _lanesOffset + ((long)lane * LaneSlot.ByteSize);

    /// <summary>Where the fields are that a salvager writes.</summary>
    private static class Offsets
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
