using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Ojo.Recording;
using Ojo.Salvage;

namespace Ojo.FlightRecorder;

/// <summary>Copies a ring whose process may live, hang or be dead, so that what is in the copy is of one window.</summary>
/// <remarks>
/// The ring is only read. A chunk whose sequence or state is another after it was copied has been given up meanwhile and is left
/// out; the lanes' counts are read when no further chunk was given up while they were. Chunks that were taken after the beginning are
/// left out as well, so that of each thread there is one piece without a hole.
/// </remarks>
internal sealed class RingImage
{
    private const int MostAttempts = 50;
    private const int MostLanes = 1 << 20;

    private readonly SafeFileHandle _source;
    private readonly SafeFileHandle _target;
    private readonly uint _copyId;
    private readonly List<(long Offset, ulong Sequence)> _copied = [];
    private readonly byte[] _chunk = new byte[RingLayout.ChunkSize];

    private RingImage(SafeFileHandle source, SafeFileHandle target, uint copyId)
    {
        _copyId = copyId;
        _source = source;
        _target = target;
    }

    /// <summary>The header as it was when the copying began.</summary>
    public RingHeader Header { get; private set; }

    /// <summary>The lanes as they are in the copy.</summary>
    public LaneSlot[] Slots { get; private set; } = [];

    /// <summary>The ticks of the newest event that there was when the copying began; 0 if there was none.</summary>
    public long LastTicks { get; private set; }

    /// <param name="source">The ring's file, open for reading.</param>
    /// <param name="target">An empty file.</param>
    /// <param name="copyId">What the copy is told by, not 0.</param>
    /// <param name="isStaged">Whether the trace file of a number is still in the ring's <c>staging/</c>.</param>
    /// <exception cref="DamagedRingException">It is no ring, or makes no sense.</exception>
    /// <exception cref="IOException">The process kept writing files, so that no moment between two could be copied; or the disk failed.</exception>
    public static RingImage Copy(SafeFileHandle source, SafeFileHandle target, uint copyId, Func<RingHeader, bool> isStaged)
    {
        for (int attempt = 1; attempt <= MostAttempts; attempt++)
        {
            RandomAccess.SetLength(target, 0);
            RingImage image = new(source, target, copyId);
            if (image.TryCopy(isStaged))
            {
                return image;
            }
        }

        throw new IOException("The process writes a snapshot of its own all the time: take that.");
    }

    private bool TryCopy(Func<RingHeader, bool> isStaged)
    {
        RingHeader header = Header = ReadHeader();
        RandomAccess.SetLength(_target, (long)header.ChunksOffset + ((long)header.ChunksPrepared * RingLayout.ChunkSize));
        LastTicks = NewestTicks(header);
        for (uint index = 0; index < header.ChunksPrepared; index++)
        {
            CopyChunk((long)header.ChunksOffset + ((long)index * RingLayout.ChunkSize), (ulong)header.ChunkSequence);
        }

        ReadSlots(header);
        RingHeader after = Read<RingHeader>(0);
        if (after.FileSequence != header.FileSequence || after.IsFilePending != header.IsFilePending || after.WindowEnd != header.WindowEnd)
        {
            return false;
        }

        // Definitions are made before events refer to them, and never change.
        header.StringsCommitted = Math.Min(after.StringsCommitted, header.StringsCapacity);
        header.CopyId = _copyId;
        header.IsFilePending = header.IsFilePending != 0 && !isStaged(header) ? 1u : 0;
        CopyBytes(RingHeader.ByteSize, (long)header.LanesOffset);
        CopyBytes((long)header.StringsOffset, (long)(header.StringsOffset + header.StringsCommitted));
        RandomAccess.Write(_target, MemoryMarshal.AsBytes(Slots.AsSpan()), (long)header.LanesOffset);
        RandomAccess.Write(_target, MemoryMarshal.AsBytes(new ReadOnlySpan<RingHeader>(in header)), 0);
        return true;
    }

    private RingHeader ReadHeader()
    {
        long length = RandomAccess.GetLength(_source);
        RingHeader header = length < RingHeader.ByteSize ? default : Read<RingHeader>(0);
        if (header.Magic != RingHeader.RingMagic || header.Layout != RingHeader.CurrentLayout
            || header.LaneCapacity > MostLanes
            || header.LanesOffset < RingHeader.ByteSize
            || header.LanesOffset > header.StringsOffset
            || header.LaneCapacity * (ulong)LaneSlot.ByteSize > header.StringsOffset - header.LanesOffset
            || header.StringsOffset > header.ChunksOffset
            || header.StringsCapacity > header.ChunksOffset - header.StringsOffset
            || header.ChunksOffset > (ulong)length
            || (ulong)header.ChunksPrepared * RingLayout.ChunkSize > (ulong)length - header.ChunksOffset)
        {
            throw new DamagedRingException("It is no ring of this version of Ojo, or a damaged one.");
        }

        return header;
    }

    private long NewestTicks(RingHeader header)
    {
        long newest = 0;
        for (uint index = 0; index < header.ChunksPrepared; index++)
        {
            long offset = (long)header.ChunksOffset + ((long)index * RingLayout.ChunkSize);
            ChunkHeader chunk = Read<ChunkHeader>(offset);
            if (IsInUse(chunk) && (uint)chunk.Committed is > 0 and <= RingLayout.ChunkRecords)
            {
                long ticks = Read<long>(offset + ChunkHeader.ByteSize + (((uint)chunk.Committed - 1L) * RingLayout.RecordSize));
                newest = Read<ChunkHeader>(offset).Sequence == chunk.Sequence ? Math.Max(newest, ticks) : newest;
            }
        }

        return newest;
    }

    private void CopyChunk(long offset, ulong lastSequence)
    {
        ChunkHeader before = Read<ChunkHeader>(offset);
        if (!IsInUse(before) || before.Sequence > lastSequence || (uint)before.Committed > RingLayout.ChunkRecords)
        {
            return;
        }

        Span<byte> bytes = _chunk.AsSpan(0, ChunkHeader.ByteSize + ((int)(uint)before.Committed * RingLayout.RecordSize));
        ReadBytes(bytes, offset);
        MemoryMarshal.Write(bytes, in before);
        if (IsStill(offset, before.Sequence))
        {
            RandomAccess.Write(_target, bytes, offset);
            _copied.Add((offset, before.Sequence));
        }
    }

    /// <summary>Reads what the lanes have counted, at a moment at which everything that was copied is still there.</summary>
    private void ReadSlots(RingHeader header)
    {
        Slots = new LaneSlot[header.LaneCapacity];
        int before;
        do
        {
            before = _copied.Count;
            ReadBytes(MemoryMarshal.AsBytes(Slots.AsSpan()), (long)header.LanesOffset);
            foreach ((long offset, _) in _copied.FindAll(chunk => !IsStill(chunk.Offset, chunk.Sequence)))
            {
                // Given up meanwhile: then it is counted, if not by these slots, by the next.
                ChunkHeader free = default;
                RandomAccess.Write(_target, MemoryMarshal.AsBytes(new ReadOnlySpan<ChunkHeader>(in free)), offset);
                _copied.RemoveAll(chunk => chunk.Offset == offset);
            }
        }
        while (_copied.Count != before);
    }

    private bool IsStill(long offset, ulong sequence)
    {
        ChunkHeader now = Read<ChunkHeader>(offset);
        return now.Sequence == sequence && IsInUse(now);
    }

    private static bool IsInUse(in ChunkHeader chunk) => chunk.State is ChunkState.Open or ChunkState.Complete;

    private void CopyBytes(long from, long to)
    {
        for (long at = from; at < to; at += _chunk.Length)
        {
            Span<byte> bytes = _chunk.AsSpan(0, (int)Math.Min(_chunk.Length, to - at));
            ReadBytes(bytes, at);
            RandomAccess.Write(_target, bytes, at);
        }
    }

    private T Read<T>(long offset)
        where T : unmanaged
    {
        Unsafe.SkipInit(out T value);
        ReadBytes(MemoryMarshal.AsBytes(new Span<T>(ref value)), offset);
        return value;
    }

    private void ReadBytes(Span<byte> bytes, long offset)
    {
        while (!bytes.IsEmpty)
        {
            int read = RandomAccess.Read(_source, bytes, offset);
            if (read == 0)
            {
                throw new DamagedRingException($"It was cut off at offset {offset}.");
            }

            bytes = bytes[read..];
            offset += read;
        }
    }
}
