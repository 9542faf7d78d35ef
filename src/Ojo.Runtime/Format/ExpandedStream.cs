using System.IO.Compression;
using Microsoft.Win32.SafeHandles;

namespace Ojo.Format;

/// <summary>A compressed trace file's bytes as they expand, from the beginning on as often as one likes.</summary>
internal sealed class ExpandedStream : IDisposable
{
    private readonly FileStream _file;
    private readonly bool _isGzip;
    private readonly byte[] _last = new byte[TraceRecord.ByteSize];

    // What comes last in a slice is read again with the next one, as more may belong to it: some hundred records at most, of
    // the recorder's files. Without them at hand each slice would be expanded from the file's beginning.
    private readonly byte[] _recent = new byte[16 << 10];
    private GzipSource? _gzip;
    private Stream _stream;
    private bool _isAtEnd;
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

    /// <summary>How often it was expanded from the beginning.</summary>
    public int Beginnings { get; private set; }

    /// <summary>Expands some more.</summary>
    /// <returns>How many bytes; 0 at the end.</returns>
    /// <exception cref="TraceFormatException">The file was cut off, or is damaged.</exception>
    public int Next(Span<byte> bytes)
    {
        if (_isAtEnd)
        {
            return 0;
        }

        try
        {
            int read = _stream.Read(bytes);
            if (_gzip is { HasEnded: true })
            {
                _isAtEnd = !_gzip.IsEmpty && GzipSource.IsWhole(_stream, bytes[..read]);
                read = _isAtEnd ? 0 : throw new InvalidDataException();
            }
            else if (read > 0)
            {
                _gzip?.Expanded();
            }
            else if (_gzip is not null && !bytes.IsEmpty)
            {
                // It stopped amid the file, at what is no member.
                throw new InvalidDataException();
            }

            Remember(bytes[..read]);
            Position += read;
            return read;
        }
        catch (Exception exception) when (exception is InvalidDataException or InvalidOperationException)
        {
            string fault = _isGzip ? "gzip file: it was cut off, is damaged, or is followed by something else" : "Brotli stream: it was cut off, or is damaged";
            throw new TraceFormatException($"{Name} is no whole {fault}, after {Position} expanded bytes.");
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

        if (offset < Position && offset >= Math.Max(0, Position - _recent.Length))
        {
            int at = (int)(offset % _recent.Length);
            int count = Math.Min(bytes.Length, (int)Math.Min(Position - offset, _recent.Length - at));
            _recent.AsSpan(at, count).CopyTo(bytes);
            return count;
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

    private Stream Start()
    {
        _isAtEnd = false;
        Beginnings++;
        _gzip = _isGzip ? new GzipSource(_file) : null;
        return _gzip is null
            ? new BrotliStream(_file, CompressionMode.Decompress, leaveOpen: true)
            : new GZipStream(_gzip, CompressionMode.Decompress);
    }

    private void Remember(ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<byte> recent = bytes[Math.Max(0, bytes.Length - _recent.Length)..];
        int at = (int)((Position + bytes.Length - recent.Length) % _recent.Length);
        int first = Math.Min(recent.Length, _recent.Length - at);
        recent[..first].CopyTo(_recent.AsSpan(at));
        recent[first..].CopyTo(_recent);
        if (_tailAt != long.MaxValue || bytes.IsEmpty)
        {
            return;
        }

        int fresh = Math.Min(bytes.Length, _last.Length);
        _last.AsSpan(fresh).CopyTo(_last);
        bytes[^fresh..].CopyTo(_last.AsSpan(_last.Length - fresh));
    }
}
