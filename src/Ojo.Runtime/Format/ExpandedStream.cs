using System.Buffers.Binary;
using System.IO.Compression;
using Microsoft.Win32.SafeHandles;

namespace Ojo.Format;

/// <summary>A compressed trace file's bytes as they expand, from the beginning on as often as one likes.</summary>
internal sealed class ExpandedStream : IDisposable
{
    private readonly FileStream _file;
    private readonly bool _isGzip;
    private readonly byte[] _last = new byte[TraceRecord.ByteSize];
    private Stream _stream;
    private long _tailAt = long.MaxValue;

    /// <param name="file">The compressed file, which is this object's from now on.</param>
    /// <param name="name">What it is called in messages.</param>
    /// <param name="isGzip">Whether it is a gzip file (RFC 1952), and not a Brotli stream (RFC 7932).</param>
    public ExpandedStream(SafeFileHandle file, string name, bool isGzip)
    {
        _file = new FileStream(file, FileAccess.Read, bufferSize: 0);
        _isGzip = isGzip;
        _stream = Start();
        Name = name;
    }

    public string Name { get; }

    public long CompressedLength => _file.Length;

    /// <summary>How many bytes have been expanded since the beginning.</summary>
    public long Position { get; private set; }

    /// <summary>Expands some more.</summary>
    /// <returns>How many bytes; 0 at the end.</returns>
    /// <exception cref="TraceFormatException">The file was cut off, or is damaged.</exception>
    public int Next(Span<byte> bytes)
    {
        try
        {
            int read = _stream.Read(bytes);
            if (read == 0 && !bytes.IsEmpty && _isGzip && !EndsAsItSays())
            {
                throw new InvalidDataException();
            }

            Position += read;
            Remember(bytes[..read]);
            return read;
        }
        catch (Exception exception) when (exception is InvalidDataException or InvalidOperationException)
        {
            throw new TraceFormatException(
                $"{Name} is no whole {(_isGzip ? "gzip file" : "Brotli stream")}: it was cut off, or is damaged, after {Position} expanded bytes.");
        }
    }

    /// <summary>From now on the last record is at hand: the end of the file has been reached, and it is read before the rest.</summary>
    public void KeepTail() => _tailAt = Position - _last.Length;

    /// <summary>Reads bytes from an offset on.</summary>
    /// <returns>How many; 0 at the end.</returns>
    public int Read(Span<byte> bytes, long offset)
    {
        if (offset == _tailAt && bytes.Length <= _last.Length)
        {
            _last.AsSpan(0, bytes.Length).CopyTo(bytes);
            return bytes.Length;
        }

        if (offset < Position)
        {
            _stream.Dispose();
            _file.Position = 0;
            _stream = Start();
            Position = 0;
        }

        Span<byte> skipped = stackalloc byte[512];
        while (Position < offset)
        {
            if (Next(skipped[..(int)Math.Min(skipped.Length, offset - Position)]) == 0)
            {
                return 0;
            }
        }

        return Next(bytes);
    }

    public void Dispose()
    {
        _stream.Dispose();
        _file.Dispose();
    }

    private Stream Start() => _isGzip
        ? new GZipStream(_file, CompressionMode.Decompress, leaveOpen: true)
        : new BrotliStream(_file, CompressionMode.Decompress, leaveOpen: true);

    /// <summary>
    /// Whether the file ends with the length of what it expanded to, as RFC 1952 has it. One that was cut off just ends, and
    /// .NET takes that for its end; one of several members is not known here, either, and nobody makes those of traces.
    /// </summary>
    private bool EndsAsItSays()
    {
        Span<byte> length = stackalloc byte[sizeof(uint)];
        return Position > 0
            && _file.Length >= length.Length
            && RandomAccess.Read(_file.SafeFileHandle, length, _file.Length - length.Length) == length.Length
            && BinaryPrimitives.ReadUInt32LittleEndian(length) == (uint)Position;
    }

    private void Remember(ReadOnlySpan<byte> bytes)
    {
        if (_tailAt != long.MaxValue || bytes.IsEmpty)
        {
            return;
        }

        int fresh = Math.Min(bytes.Length, _last.Length);
        _last.AsSpan(fresh).CopyTo(_last);
        bytes[^fresh..].CopyTo(_last.AsSpan(_last.Length - fresh));
    }
}
