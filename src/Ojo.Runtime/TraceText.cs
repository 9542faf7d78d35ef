using System.Runtime.InteropServices;
using System.Text.Unicode;

namespace Ojo;

/// <summary>A text, or bytes, that an event carries along. Made by conversion from what there is; a null string is an empty text.</summary>
/// <remarks>A view over the caller's memory, which is copied when the event is recorded.</remarks>
public readonly ref struct TraceText
{
    private readonly ReadOnlySpan<byte> _bytes;
    private readonly bool _isUtf16;

    private TraceText(ReadOnlySpan<byte> bytes, bool isUtf16)
    {
        _bytes = bytes;
        _isUtf16 = isUtf16;
    }

    /// <summary>A text, which is recorded in UTF-8. What is no character, half of a surrogate pair, becomes U+FFFD.</summary>
    public static implicit operator TraceText(ReadOnlySpan<char> text)
    {
        // No character takes less than a byte, so what is cut off here would be cut off later; no number overflows.
        text = text[..Math.Min(text.Length, Tracer.MostTextBytes)];
        return new TraceText(MemoryMarshal.AsBytes(text), isUtf16: true);
    }

    /// <summary>The same of a string; nothing of null.</summary>
    public static implicit operator TraceText(string? text) => text.AsSpan();

    /// <summary>Bytes, which are recorded as they are: of a text in UTF-8, or of anything else.</summary>
    public static implicit operator TraceText(ReadOnlySpan<byte> bytes) => new(bytes, isUtf16: false);

    /// <summary>Copies the bytes that are recorded, at most <see cref="Tracer.MostTextBytes"/>, and cuts at a character's end.</summary>
    /// <returns>How many bytes they are.</returns>
    internal int CopyTo(Span<byte> destination)
    {
        if (_isUtf16)
        {
            Utf8.FromUtf16(MemoryMarshal.Cast<byte, char>(_bytes), destination, out _, out int written);
            return written;
        }

        int length = Math.Min(_bytes.Length, destination.Length);
        _bytes[..length].CopyTo(destination);
        return length;
    }
}
