using System.Buffers;
using Ojo.Interop.Importing;

namespace Ojo.Interop.Csv.Import;

/// <summary>Reads rows of cells (RFC 4180): quoted or not, blanks around them left out, lines that end as on any system.</summary>
/// <param name="content">UTF-8, with a byte order mark or without.</param>
/// <param name="separator">What stands between two cells.</param>
internal sealed class CsvReader(Stream content, byte separator)
{
    /// <summary>How long a row may be.</summary>
    public const int MostRowBytes = 1 << 20;

    private const int FirstLook = 4096;

    private readonly ByteWindow _window = new(content);
    private readonly SearchValues<byte> _ends = SearchValues.Create([separator, (byte)'\n']);
    private readonly List<(int Start, int Length, bool IsUnquoted)> _cells = [];
    private byte[] _unquoted = [];
    private int _unquotedLength;
    private int _length;

    /// <summary>How many cells the row has.</summary>
    public int Count => _cells.Count;

    /// <summary>Where the row begins, in bytes from the file's beginning.</summary>
    public long Offset => _window.Offset;

    /// <summary>The row's number; the header is the first. Empty lines count for nothing.</summary>
    public long Row { get; private set; }

    /// <summary>A cell, empty where the row has none there. It is good until the next row is read.</summary>
    public ReadOnlySpan<byte> this[int cell]
    {
        get
        {
            if (cell >= _cells.Count)
            {
                return [];
            }

            (int start, int length, bool isUnquoted) = _cells[cell];
            return isUnquoted ? _unquoted.AsSpan(start, length) : _window.Available.Slice(start, length);
        }
    }

    /// <summary>Reads the next row that is not empty.</summary>
    /// <returns>False at the end.</returns>
    /// <exception cref="ImportException">It is longer than a row may be.</exception>
    public bool TryRead()
    {
        SkipMark();
        do
        {
            _window.Skip(_length);
            _length = 0;
            if (_window.Peek(1).IsEmpty)
            {
                _cells.Clear();
                return false;
            }

            for (int look = FirstLook; !TryParse(_window.Available, isAll: false); look = Math.Max(look, _window.Available.Length) * 2)
            {
                if (_window.Available.Length >= MostRowBytes)
                {
                    throw new ImportException($"Row {Row + 1} goes on for more than {MostRowBytes >> 10} KiB: a quote that is opened in it may not be closed.", Offset);
                }

                int before = _window.Available.Length;
                if (_window.Peek(Math.Max(look, before + 1)).Length == before)
                {
                    TryParse(_window.Available, isAll: true);
                    break;
                }
            }
        }
        while (Count == 1 && this[0].IsEmpty);
        Row++;
        return true;
    }

    private void SkipMark()
    {
        if (Offset == 0 && _length == 0 && _window.Peek(3).StartsWith("\uFEFF"u8))
        {
            _window.Skip(3);
        }
    }

    /// <summary>Finds the row's cells.</summary>
    /// <param name="bytes">The row and what comes after it.</param>
    /// <param name="isAll">Whether nothing comes after those bytes, which ends a row like a line's end.</param>
    /// <returns>False where the row goes on behind the bytes.</returns>
    private bool TryParse(ReadOnlySpan<byte> bytes, bool isAll)
    {
        _cells.Clear();
        _unquotedLength = 0;
        for (int at = 0; ;)
        {
            int start = at + CountBlanks(bytes[at..]);
            int end = start;
            bool isQuoted = start < bytes.Length && bytes[start] == '"';
            if (isQuoted && !TrySkipQuoted(bytes, start, isAll, out end))
            {
                return false;
            }

            int more = bytes[end..].IndexOfAny(_ends);
            if (more < 0 && !isAll)
            {
                return false;
            }

            int next = more < 0 ? bytes.Length : end + more;
            if (isQuoted)
            {
                AddQuoted(bytes[(start + 1)..next]);
            }
            else
            {
                _cells.Add((start, bytes[start..next].TrimEnd(" \r"u8).Length, false));
            }

            at = next + 1;
            if (next == bytes.Length || bytes[next] == '\n')
            {
                _length = Math.Min(at, bytes.Length);
                return true;
            }
        }
    }

    private int CountBlanks(ReadOnlySpan<byte> bytes)
    {
        int count = bytes.IndexOfAnyExcept((byte)' ', (byte)'\t');
        count = count < 0 ? bytes.Length : count;
        return separator == '\t' ? 0 : count;
    }

    private static bool TrySkipQuoted(ReadOnlySpan<byte> bytes, int start, bool isAll, out int end)
    {
        for (end = start + 1; ; end += 2)
        {
            int quote = bytes[end..].IndexOf((byte)'"');
            if (quote < 0 || (end + quote + 1 == bytes.Length && !isAll))
            {
                end = bytes.Length;
                return isAll;
            }

            end += quote;
            if (end + 1 == bytes.Length || bytes[end + 1] != '"')
            {
                end++;
                return true;
            }
        }
    }

    /// <summary>Adds a cell that began with a quote: what stands between it and the one that closes it, doubled quotes once, and what comes behind as it is.</summary>
    private void AddQuoted(ReadOnlySpan<byte> bytes)
    {
        int start = _unquotedLength;
        if (_unquoted.Length < start + bytes.Length)
        {
            Array.Resize(ref _unquoted, Math.Max(256, 2 * (start + bytes.Length)));
        }

        for (int quote; (quote = bytes.IndexOf((byte)'"')) >= 0;)
        {
            bool isDoubled = quote + 1 < bytes.Length && bytes[quote + 1] == '"';
            Append(bytes[..(quote + (isDoubled ? 1 : 0))]);
            bytes = bytes[(quote + (isDoubled ? 2 : 1))..];
            if (!isDoubled)
            {
                bytes = bytes.TrimEnd(" \t\r"u8);
            }
        }

        Append(bytes);
        _cells.Add((start, _unquotedLength - start, true));
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_unquoted.AsSpan(_unquotedLength));
        _unquotedLength += bytes.Length;
    }
}
