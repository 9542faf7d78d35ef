namespace Transfer.Streams;

/// <summary>A window over a stream: holds the bytes of any offsets that are no further apart than its capacity.</summary>
internal sealed class RingBuffer(int capacity)
{
    private readonly byte[] _bytes = new byte[capacity];

    public int Capacity => _bytes.Length;

    public void Write(ulong offset, ReadOnlySpan<byte> source)
    {
        int start = Index(offset);
        int untilEnd = Math.Min(source.Length, _bytes.Length - start);
        source[..untilEnd].CopyTo(_bytes.AsSpan(start));
        source[untilEnd..].CopyTo(_bytes);
    }

    public void Read(ulong offset, Span<byte> destination)
    {
        int start = Index(offset);
        int untilEnd = Math.Min(destination.Length, _bytes.Length - start);
        _bytes.AsSpan(start, untilEnd).CopyTo(destination);
        _bytes.AsSpan(0, destination.Length - untilEnd).CopyTo(destination[untilEnd..]);
    }

    private int Index(ulong offset) => (int)(offset % (ulong)_bytes.Length);
}
