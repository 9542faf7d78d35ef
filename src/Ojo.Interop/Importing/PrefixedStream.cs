namespace Ojo.Interop.Importing;

/// <summary>Bytes that have been read already, and then the rest of the stream that they came from, which stays its owner's.</summary>
internal sealed class PrefixedStream(byte[] prefix, Stream rest) : Stream
{
    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        int read;
        if (_position < prefix.Length)
        {
            read = Math.Min(buffer.Length, prefix.Length - (int)_position);
            prefix.AsSpan((int)_position, read).CopyTo(buffer);
        }
        else
        {
            read = rest.Read(buffer);
        }

        _position += read;
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }
}
