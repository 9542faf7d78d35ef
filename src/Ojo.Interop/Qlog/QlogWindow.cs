namespace Ojo.Interop.Qlog;

/// <summary>A part of a file that is in memory: it goes on with what is read, and grows where one value needs it.</summary>
internal sealed class QlogWindow(Stream content)
{
    /// <summary>How large a value may be: one event of more than this is passed over.</summary>
    public const int MostBytes = 16 * 1024 * 1024;

    private byte[] _bytes = new byte[256 * 1024];
    private int _start;
    private int _end;
    private bool _isAtEnd;

    /// <summary>Where the window begins in the file.</summary>
    public long Offset { get; private set; }

    /// <summary>What has been read and not passed.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(_start, _end - _start);

    /// <summary>Goes on by so many bytes.</summary>
    public void Advance(int count)
    {
        _start += count;
        Offset += count;
    }

    /// <summary>Reads more. What was shown before may have moved.</summary>
    /// <returns>False where there is no more, or no room for it.</returns>
    public bool Fill()
    {
        if (_isAtEnd)
        {
            return false;
        }

        if (_start > 0)
        {
            Bytes.CopyTo(_bytes);
            (_start, _end) = (0, _end - _start);
        }

        if (_end == _bytes.Length)
        {
            if (_bytes.Length >= MostBytes)
            {
                return false;
            }

            Array.Resize(ref _bytes, _bytes.Length * 2);
        }

        int read = content.Read(_bytes.AsSpan(_end));
        _end += read;
        _isAtEnd = read == 0;
        return read > 0;
    }

    /// <summary>Passes the mark of UTF-8 that a file may begin with.</summary>
    public void SkipMark()
    {
        if (Bytes.IsEmpty)
        {
            Fill();
        }

        if (Bytes.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
        {
            Advance(3);
        }
    }

    /// <summary>The next byte that is no white space, which the window then begins with; -1 at the end.</summary>
    public int Peek()
    {
        while (true)
        {
            ReadOnlySpan<byte> bytes = Bytes;
            int i = 0;
            while (i < bytes.Length && bytes[i] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
            {
                i++;
            }

            Advance(i);
            if (i < bytes.Length)
            {
                return bytes[i];
            }

            if (!Fill())
            {
                return -1;
            }
        }
    }

    /// <summary>Reads until the value that the window begins with is in it as a whole.</summary>
    /// <param name="length">The value's length.</param>
    public QlogValueEnd TryValue(out int length)
    {
        JsonScan scan = default;
        length = 0;
        while (true)
        {
            if (scan.TryEnd(Bytes[length..], out int part))
            {
                length += part;
                return QlogValueEnd.Whole;
            }

            length += part;
            if (!Fill())
            {
                return _isAtEnd ? QlogValueEnd.CutOff : QlogValueEnd.TooLarge;
            }
        }
    }

    /// <summary>Passes over the value that the window begins with, whatever its size.</summary>
    /// <returns>False where the file ends before it does.</returns>
    public bool SkipValue()
    {
        JsonScan scan = default;
        while (true)
        {
            bool isWhole = scan.TryEnd(Bytes, out int part);
            Advance(part);
            if (isWhole)
            {
                return true;
            }

            if (!Fill())
            {
                return false;
            }
        }
    }
}
