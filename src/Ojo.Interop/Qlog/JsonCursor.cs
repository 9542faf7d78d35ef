using System.Buffers;

namespace Ojo.Interop.Qlog;

/// <summary>Goes once through a JSON text that is in memory as a whole (RFC 8259), without making strings, and says where it is none.</summary>
/// <remarks>
/// A fault makes everything after it empty: loops end by themselves, and <see cref="Failed"/> is asked once at the end. Nothing is thrown, because a
/// hostile file may be nothing but faults. Strings are shown as they are written, with their escapes.
/// </remarks>
internal ref struct JsonCursor(ReadOnlySpan<byte> json)
{
    /// <summary>How deep arrays and objects may stand in each other.</summary>
    public const int MostDepth = 64;

    private static readonly SearchValues<byte> s_stringEnds = SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(static n => (byte)n), (byte)'"', (byte)'\\']);
    private readonly ReadOnlySpan<byte> _json = json;
    private int _position;

    /// <summary>Where the cursor is.</summary>
    public readonly int Position => _position;

    /// <summary>Where the first fault is, or -1.</summary>
    public int FaultAt { get; private set; } = -1;

    /// <summary>Whether there was a fault.</summary>
    public readonly bool Failed => FaultAt >= 0;

    /// <summary>Whether the scalar that was read last stood in quotes.</summary>
    public bool WasString { get; private set; }

    /// <summary>The next byte that is no white space, which the cursor then stands before; 0 at the end.</summary>
    public byte Peek()
    {
        while ((uint)_position < (uint)_json.Length)
        {
            byte next = _json[_position];
            if (next > ' ')
            {
                return next;
            }

            if (next is not ((byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t'))
            {
                Fail();
                return 0;
            }

            _position++;
        }

        return 0;
    }

    /// <summary>Goes into an object; false, and nowhere, where the next value is none.</summary>
    public bool TryEnterObject() => TryEnter((byte)'{');

    /// <summary>Goes into an array; false, and nowhere, where the next value is none.</summary>
    public bool TryEnterArray() => TryEnter((byte)'[');

    /// <summary>Goes to an object's next member, or out of the object. Its value must be read or skipped before the next.</summary>
    public bool NextMember(ref bool isFirst, out ReadOnlySpan<byte> key)
    {
        key = default;
        if (!Next(ref isFirst, (byte)'}'))
        {
            return false;
        }

        key = ReadKey();
        return !Failed;
    }

    /// <summary>Goes to an array's next element, or out of the array.</summary>
    public bool NextElement(ref bool isFirst) => Next(ref isFirst, (byte)']');

    /// <summary>Reads a string without its quotes, a number or a literal. Before an array or an object it stays, and shows nothing.</summary>
    public ReadOnlySpan<byte> ReadScalar()
    {
        byte next = Peek();
        WasString = next == '"';
        if (WasString)
        {
            return ReadString();
        }

        int start = _position;
        if (next is >= (byte)'0' and <= (byte)'9' or (byte)'-')
        {
            while ((uint)_position < (uint)_json.Length && _json[_position] is >= (byte)'0' and <= (byte)'9' or (byte)'.' or (byte)'-' or (byte)'+' or (byte)'e' or (byte)'E')
            {
                _position++;
            }

            ReadOnlySpan<byte> number = _json[start.._position];
            if (!IsNumber(number))
            {
                FailAt(start);
                return default;
            }

            return number;
        }

        ReadOnlySpan<byte> rest = _json[start..];
        int length = rest.StartsWith("true"u8) || rest.StartsWith("null"u8) ? 4 : rest.StartsWith("false"u8) ? 5 : 0;
        if (length == 0)
        {
            if (next is not ((byte)'{' or (byte)'['))
            {
                Fail();
            }

            return default;
        }

        _position += length;
        return rest[..length];
    }

    /// <summary>Goes past a value of any kind.</summary>
    /// <returns>The value as it is written; nothing where it is at fault.</returns>
    public ReadOnlySpan<byte> SkipValue()
    {
        byte first = Peek();
        int start = _position;
        if (first is (byte)'{' or (byte)'[')
        {
            SkipContainer();
        }
        else
        {
            ReadScalar();
        }

        return Failed ? default : _json[start.._position];
    }

    /// <summary>What the cursor has gone past since it was at a place; nothing where there was a fault.</summary>
    public readonly ReadOnlySpan<byte> Since(int position) => Failed ? default : _json[position.._position];

    /// <summary>Says that there is a fault here.</summary>
    public void Fail() => FailAt(_position);

    private static bool IsNumber(ReadOnlySpan<byte> text)
    {
        int i = text[0] == '-' ? 1 : 0;
        int digits = Digits(text, ref i);
        if (digits == 0 || (digits > 1 && text[i - digits] == '0'))
        {
            return false;
        }

        if (i < text.Length && text[i] == '.')
        {
            i++;
            if (Digits(text, ref i) == 0)
            {
                return false;
            }
        }

        if (i < text.Length && text[i] is (byte)'e' or (byte)'E')
        {
            i++;
            if (i < text.Length && text[i] is (byte)'+' or (byte)'-')
            {
                i++;
            }

            if (Digits(text, ref i) == 0)
            {
                return false;
            }
        }

        return i == text.Length;
    }

    private static int Digits(ReadOnlySpan<byte> text, ref int i)
    {
        int start = i;
        while (i < text.Length && text[i] is >= (byte)'0' and <= (byte)'9')
        {
            i++;
        }

        return i - start;
    }

    private bool TryEnter(byte bracket)
    {
        if (Peek() != bracket)
        {
            return false;
        }

        _position++;
        return true;
    }

    private bool Next(ref bool isFirst, byte end)
    {
        byte next = Peek();
        if (next == end)
        {
            _position++;
            return false;
        }

        if (isFirst)
        {
            isFirst = false;
        }
        else if (next == ',')
        {
            _position++;
            next = Peek();
        }
        else
        {
            next = 0;
        }

        if (next is 0 or (byte)'}' or (byte)']' or (byte)',')
        {
            Fail();
            return false;
        }

        return true;
    }

    private ReadOnlySpan<byte> ReadKey()
    {
        if (Peek() != '"')
        {
            Fail();
            return default;
        }

        ReadOnlySpan<byte> key = ReadString();
        if (Peek() != ':')
        {
            Fail();
            return default;
        }

        _position++;
        return key;
    }

    private ReadOnlySpan<byte> ReadString()
    {
        int start = ++_position;
        while (true)
        {
            int length = _json[_position..].IndexOfAny(s_stringEnds);
            if (length < 0)
            {
                FailAt(_json.Length);
                return default;
            }

            _position += length;
            switch (_json[_position])
            {
                case (byte)'"':
                    return _json[start.._position++];
                case (byte)'\\' when EscapeLength(_json[_position..]) is > 0 and int escape:
                    _position += escape;
                    break;
                default:
                    Fail();
                    return default;
            }
        }
    }

    private static int EscapeLength(ReadOnlySpan<byte> text)
    {
        if (text.Length < 2)
        {
            return 0;
        }

        if (text[1] != 'u')
        {
            return text[1] is (byte)'"' or (byte)'\\' or (byte)'/' or (byte)'b' or (byte)'f' or (byte)'n' or (byte)'r' or (byte)'t' ? 2 : 0;
        }

        return text.Length >= 6 && char.IsAsciiHexDigit((char)text[2]) && char.IsAsciiHexDigit((char)text[3])
            && char.IsAsciiHexDigit((char)text[4]) && char.IsAsciiHexDigit((char)text[5]) ? 6 : 0;
    }

    private void SkipContainer()
    {
        ulong objects = 0;
        int depth = 0;
        while (!Failed)
        {
            byte next = Peek();
            bool isClosed = false;
            if (next is (byte)'{' or (byte)'[')
            {
                if (depth == MostDepth)
                {
                    Fail();
                    return;
                }

                depth++;
                _position++;
                objects = (objects << 1) | (next == '{' ? 1ul : 0);
                isClosed = Peek() == End(objects);
                if (!isClosed)
                {
                    if (next == '{')
                    {
                        ReadKey();
                    }

                    continue;
                }
            }
            else
            {
                ReadScalar();
            }

            while (!Failed)
            {
                if (isClosed)
                {
                    _position++;
                    objects >>= 1;
                    if (--depth == 0)
                    {
                        return;
                    }
                }

                next = Peek();
                isClosed = next == End(objects);
                if (isClosed)
                {
                    continue;
                }

                if (next != ',')
                {
                    Fail();
                    return;
                }

                _position++;
                if ((objects & 1) != 0)
                {
                    ReadKey();
                }

                break;
            }
        }
    }

    private static byte End(ulong objects) => (objects & 1) != 0 ? (byte)'}' : (byte)']';

    private void FailAt(int position)
    {
        if (!Failed)
        {
            FaultAt = position;
        }

        _position = _json.Length;
    }
}
