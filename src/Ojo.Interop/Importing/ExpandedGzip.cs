using System.IO.Compression;
using Ojo.Format;

namespace Ojo.Interop.Importing;

/// <summary>What is in a gzip file (RFC 1952). A file that was cut off ends where it was, and then <see cref="IsCutOff"/> says so.</summary>
internal sealed class ExpandedGzip : Stream
{
    private readonly FileStream _file;
    private readonly GzipSource _source;
    private readonly GZipStream _expanded;
    private bool _isAtEnd;

    /// <param name="file">The file, which is this object's from now on.</param>
    public ExpandedGzip(FileStream file)
    {
        _file = file;
        _source = new GzipSource(file);
        _expanded = new GZipStream(_source, CompressionMode.Decompress);
    }

    /// <summary>Whether the file was found not to be whole: it ends in the midst of what was packed, or something else follows.</summary>
    public bool IsCutOff { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(Span<byte> buffer)
    {
        if (_isAtEnd || buffer.IsEmpty)
        {
            return 0;
        }

        int read;
        bool isWhole = false;
        try
        {
            read = _expanded.Read(buffer);
            isWhole = _source.HasEnded && GzipSource.IsWhole(_expanded, buffer[..read]);
        }
        catch (InvalidDataException) when (_source.HasEnded)
        {
            // What comes after the file's end was taken for more of what was cut off.
            read = 0;
        }

        if (read > 0 && !_source.HasEnded)
        {
            _source.Expanded();
            return read;
        }

        _isAtEnd = true;
        IsCutOff = !isWhole;
        return 0;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _expanded.Dispose();
            _file.Dispose();
        }

        base.Dispose(disposing);
    }
}
