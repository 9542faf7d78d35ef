namespace Ojo.Format;

/// <summary>Reads a trace file from its first record to its last, in slices, and checks it on the way.</summary>
public sealed class TraceFileReader : IDisposable
{
    /// <summary>Opens a file and checks its header, its length and its last record.</summary>
    /// <exception cref="TraceFormatException">The file is not a trace file, or a damaged one.</exception>
    public static TraceFileReader Open(string path) => throw new NotImplementedException(path);

    /// <summary>1: times in microseconds; 2: in nanoseconds.</summary>
    public int Version => throw new NotImplementedException();

    /// <summary>Unix time in the version's unit at which the run started.</summary>
    public ulong BatchStart => throw new NotImplementedException();

    /// <summary>The schema's hash, or 0 in version 1.</summary>
    public ulong SchemaHash => throw new NotImplementedException();

    /// <summary>How many records the file holds, meta records included.</summary>
    public long RecordCount => throw new NotImplementedException();

    /// <summary>Reads the next records. A head and what belongs to it are never parted by the end of a slice.</summary>
    /// <returns>How many records were read; 0 at the end, when the checksum has been found right.</returns>
    /// <exception cref="TraceFormatException">The checksum is wrong, or a head lacks some of its EXTEND records.</exception>
    public int Read(Span<TraceRecord> slice) => throw new NotImplementedException($"{slice.Length}");

    /// <inheritdoc/>
    public void Dispose() => throw new NotImplementedException();
}
