namespace Ojo.Interop.Importing;

/// <summary>A part of a stream that moves forward over it, never larger than what is asked for and what has been read ahead.</summary>
internal sealed class ByteWindow(Stream content)
{
    /// <summary>The most that may be asked for at once: what is longer is no packet that any network carries, and no row that anybody reads.</summary>
    public const int MostBytes = 16 << 20;

    private const int ReadAhead = 256 * 1024;

    private byte[] _bytes = new byte[ReadAhead];
    private int _start;
    private int _end;

    /// <summary>Where the window begins, in bytes from the stream's beginning.</summary>
    public long Offset { get; private set; }

    /// <summary>The bytes that have been read ahead.</summary>
    public ReadOnlySpan<byte> Available => _bytes.AsSpan(_start, _end - _start);

    /// <summary>The next bytes, without going past them.</summary>
    /// <returns>As many as were asked for, or those that are left in the stream.</returns>
    public ReadOnlySpan<byte> Peek(int count)
    {
        if (_end - _start < count)
        {
            Fill(count);
        }

        return _bytes.AsSpan(_start, Math.Min(count, _end - _start));
    }

    /// <summary>Goes past bytes that were peeked at.</summary>
    public void Skip(int count)
    {
        _start += count;
        Offset += count;
    }

    /// <summary>Goes past bytes that need not fit into the window.</summary>
    /// <returns>False where the stream ends before.</returns>
    public bool SkipLong(long count)
    {
        while (count > 0)
        {
            int step = Math.Min((int)Math.Min(count, ReadAhead), Peek((int)Math.Min(count, ReadAhead)).Length);
            if (step == 0)
            {
                return false;
            }

            Skip(step);
            count -= step;
        }

        return true;
    }

    private void Fill(int count)
    {
        int have = _end - _start;
        // It grows with what is there and not with what a length says: each time by no more than it holds.
        while (have < count)
        {
            if (_start > 0)
            {
                _bytes.AsSpan(_start, have).CopyTo(_bytes);
                (_start, _end) = (0, have);
            }

            if (_end == _bytes.Length)
            {
                Array.Resize(ref _bytes, _bytes.Length * 2);
            }

            int read = content.Read(_bytes, _end, _bytes.Length - _end);
            if (read == 0)
            {
                return;
            }

            _end += read;
            have += read;
        }
    }
}
