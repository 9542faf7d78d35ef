using System.Runtime.InteropServices;

namespace Ojo.Format;

/// <summary>Reads a trace file from its first record to its last, in slices, and checks it on the way.</summary>
/// <remarks>
/// A file of another writer, which is a header and records and no BATCH_END, is read as well; it has no checksum to be
/// checked by. One whose name ends with <c>.bin.br</c> or <c>.bin.gz</c> is expanded on the way, to a multiple of its length at most.
/// Not safe for several threads at once.
/// </remarks>
public sealed class TraceFileReader : IDisposable
{
    private readonly TraceFileBytes _file;
    private readonly string _name;
    private readonly TraceFileHeader _header;
    private readonly TraceRecord? _batchEnd;
    private long _next;
    private Crc32C _crc;

    private TraceFileReader(TraceFileBytes file, string name, TraceFileHeader header, long recordCount, TraceRecord? batchEnd, Crc32C crc)
    {
        _file = file;
        _name = name;
        _header = header;
        _batchEnd = batchEnd;
        _crc = crc;
        RecordCount = recordCount;
    }

    /// <summary>1: times in microseconds; 2: in nanoseconds.</summary>
    public int Version => _header.Version;

    /// <summary>Unix time in the version's unit at which the run started.</summary>
    public ulong BatchStart => _header.BatchStart;

    /// <summary>The schema's hash, or 0 in version 1.</summary>
    public ulong SchemaHash => _header.SchemaHash;

    /// <summary>How many records the file holds, meta records included.</summary>
    public long RecordCount { get; }

    /// <summary>Whether the file ends with BATCH_END, so that its bytes can be checked.</summary>
    public bool HasChecksum => _batchEnd is not null;

    /// <summary>Opens a file and checks its header, its length and its last record.</summary>
    /// <exception cref="TraceFormatException">The file is not a trace file, or a damaged one.</exception>
    /// <exception cref="IOException">The file cannot be opened or read.</exception>
    public static TraceFileReader Open(string path)
    {
        TraceFileBytes file = TraceFileBytes.Open(path);
        try
        {
            return Open(file, Path.GetFileName(path));
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Reads the next records. A head and what belongs to it are never parted by the end of a slice.</summary>
    /// <param name="slice">Where the records go; some thousand at a time are fast.</param>
    /// <returns>How many records were read; 0 at the end, when the checksum has been found right.</returns>
    /// <exception cref="TraceFormatException">
    /// The checksum is wrong, or a head lacks some of its EXTEND records. The file's last slice is not handed out before
    /// the checksum is known to be right; what was read before is then to be thrown away.
    /// </exception>
    /// <exception cref="ArgumentException"><paramref name="slice"/> is not larger than an event and what belongs to it.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public int Read(Span<TraceRecord> slice) => TryRead(slice, out int count)
        ? count
        : throw new ArgumentException(
            $"The event at offset {Offset} of {_name} and what belongs to it take {slice.Length} records or more: read with a larger slice.",
            nameof(slice));

    /// <summary>Reads the rest of the file event by event, each whole and with its strings.</summary>
    /// <param name="strings">
    /// The strings of the run's earlier files, to which this file's are added: an event may refer to a string that an earlier
    /// file defines. Null where this file is all there is.
    /// </param>
    public TraceEvents ReadEvents(TraceStrings? strings = null) => new(this, strings ?? new TraceStrings());

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    /// <summary>The time of the last record; 0 where the file has no BATCH_END.</summary>
    internal ulong LastTime => _batchEnd?.TsDelta ?? 0;

    /// <summary>The file's bytes, expanded: what it is known by, however it is packed.</summary>
    internal TraceFileBytes Bytes => _file;

    /// <summary>What the file is called in messages.</summary>
    internal string Name => _name;

    /// <summary>Where the next record is, in bytes from the file's start.</summary>
    internal long Offset => OffsetOf(_next);

    /// <summary>Reads as <see cref="Read"/> does.</summary>
    /// <returns>False if the next event and what belongs to it do not fit into <paramref name="slice"/>.</returns>
    internal bool TryRead(Span<TraceRecord> slice, out int count)
    {
        long remaining = RecordCount - _next;
        slice = slice[..(int)Math.Min(slice.Length, remaining)];
        ReadExactly(MemoryMarshal.AsBytes(slice), Offset);
        count = RecordGroups.Check(slice, _next, _name, isEndOfFile: slice.Length == remaining);
        if (count == 0)
        {
            return remaining == 0;
        }

        CheckBytes(slice[..count], isEndOfFile: count == remaining);
        _next += count;
        return true;
    }

    private static TraceFileReader Open(TraceFileBytes file, string name)
    {
        long length = file.Length;
        Span<byte> start = stackalloc byte[TraceFileHeader.ByteSize];
        start = start[..file.Read(start, 0)];
        TraceFileHeader header = TraceFileHeader.Read(start, name);
        long body = length - TraceFileHeader.ByteSize;
        long count = body / TraceRecord.ByteSize;
        if (body % TraceRecord.ByteSize != 0)
        {
            throw new TraceFormatException(
                $"{name} has {length} bytes, which is not a header of 24 and whole records of 24: it was cut off after {count} records, at offset {OffsetOf(count)}.");
        }

        TraceRecord? batchEnd = count == 0 ? null : ReadBatchEnd(file, name, count);
        Crc32C crc = default;
        crc.Append(start);
        return new TraceFileReader(file, name, header, count, batchEnd, crc);
    }

    private static TraceRecord? ReadBatchEnd(TraceFileBytes file, string name, long count)
    {
        TraceRecord last = default;
        file.Read(MemoryMarshal.AsBytes(new Span<TraceRecord>(ref last)), OffsetOf(count - 1));
        if (last.EventType != MetaEvent.BatchEnd)
        {
            return null;
        }

        if (last.FlowId != (uint)(count - 1))
        {
            throw new TraceFormatException(
                $"{name} has {count - 1} records before its BATCH_END at offset {OffsetOf(count - 1)}, which counts {last.FlowId}: the file is damaged.");
        }

        return last;
    }

    private static long OffsetOf(long record) => TraceFileHeader.ByteSize + (record * TraceRecord.ByteSize);

    private void CheckBytes(ReadOnlySpan<TraceRecord> records, bool isEndOfFile)
    {
        if (_batchEnd is not { } batchEnd)
        {
            return;
        }

        _crc.Append(MemoryMarshal.AsBytes(isEndOfFile ? records[..^1] : records));
        if (isEndOfFile && _crc.Value != batchEnd.Payload)
        {
            throw new TraceFormatException(
                $"{_name} is damaged: the CRC-32C of its bytes is {_crc.Value:x8}, its BATCH_END at offset {OffsetOf(RecordCount - 1)} says {batchEnd.Payload:x}.");
        }

    }

    private void ReadExactly(Span<byte> bytes, long offset)
    {
        while (!bytes.IsEmpty)
        {
            int read = _file.Read(bytes, offset);
            if (read == 0)
            {
                throw new TraceFormatException($"{_name} was cut off at offset {offset} while it was read.");
            }

            bytes = bytes[read..];
            offset += read;
        }
    }
}
