using System.Buffers;

namespace Ojo.Interop.Qlog;

/// <summary>Finds where a JSON value ends by its quotes and brackets alone; it may be fed in parts.</summary>
internal struct JsonScan
{
    private static readonly SearchValues<byte> s_structure = SearchValues.Create("\"{}[]"u8);
    private static readonly SearchValues<byte> s_scalarEnds = SearchValues.Create(",]} \t\r\n\u001e"u8);
    private long _depth;
    private bool _isInString;
    private bool _isEscaped;
    private bool _isScalar;
    private bool _hasBegun;

    /// <summary>Looks through the next part.</summary>
    /// <param name="part">What comes next; the value begins with the first byte of the first part.</param>
    /// <param name="length">How many bytes of it belong to the value.</param>
    /// <returns>Whether the value ends there. A number or a literal may end with the text, which only the caller knows.</returns>
    public bool TryEnd(ReadOnlySpan<byte> part, out int length)
    {
        int i = 0;
        if (!_hasBegun && part.Length > 0)
        {
            _hasBegun = true;
            _isScalar = part[0] is not ((byte)'"' or (byte)'{' or (byte)'[');
        }

        if (_isScalar)
        {
            int end = part.IndexOfAny(s_scalarEnds);
            length = end < 0 ? part.Length : end;
            return end >= 0;
        }

        while (i < part.Length)
        {
            if (_isEscaped)
            {
                _isEscaped = false;
                i++;
                continue;
            }

            int found = _isInString ? part[i..].IndexOfAny((byte)'"', (byte)'\\') : part[i..].IndexOfAny(s_structure);
            if (found < 0)
            {
                break;
            }

            i += found;
            switch (part[i++])
            {
                case (byte)'\\':
                    _isEscaped = true;
                    break;
                case (byte)'"':
                    _isInString = !_isInString;
                    if (!_isInString && _depth == 0)
                    {
                        length = i;
                        return true;
                    }

                    break;
                case (byte)'{' or (byte)'[':
                    _depth++;
                    break;
                default:
                    if (--_depth <= 0)
                    {
                        length = i;
                        return true;
                    }

                    break;
            }
        }

        length = part.Length;
        return false;
    }
}
