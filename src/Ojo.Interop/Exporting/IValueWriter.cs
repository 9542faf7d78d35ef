namespace Ojo.Interop.Exporting;

/// <summary>Writes the value of a field, whatever its type.</summary>
internal interface IValueWriter
{
    /// <summary>Writes that there is none.</summary>
    void None();

    /// <summary>Writes a number.</summary>
    void Unsigned(ulong number);

    /// <inheritdoc cref="Unsigned"/>
    void Signed(long number);

    /// <inheritdoc cref="Unsigned"/>
    void Real(double number);

    /// <summary>Writes true or false.</summary>
    void Truth(bool truth);

    /// <summary>Writes a text that is UTF-8, or should be: what is not becomes U+FFFD.</summary>
    void Utf8(ReadOnlySpan<byte> text);

    /// <summary>Writes a text.</summary>
    void Text(string text);

    /// <summary>Writes a point in time, in nanoseconds since the Unix epoch: as text, where the format has nothing for it.</summary>
    void Time(long unixNs)
    {
        Span<byte> text = stackalloc byte[IsoTime.Length];
        IsoTime.Write(unixNs, text);
        Utf8(text);
    }

    /// <summary>Writes bytes: in hexadecimal, where the format has nothing for them.</summary>
    void Bytes(ReadOnlySpan<byte> bytes)
    {
        byte[] text = new byte[bytes.Length * 2];
        for (int at = 0; at < bytes.Length; at++)
        {
            text[2 * at] = "0123456789abcdef"u8[bytes[at] >> 4];
            text[(2 * at) + 1] = "0123456789abcdef"u8[bytes[at] & 15];
        }

        Utf8(text);
    }

    /// <summary>Writes a UUID, its most significant byte first: as text, where the format has nothing for it.</summary>
    void Uuid(ReadOnlySpan<byte> bytes) => Text(new Guid(bytes, bigEndian: true).ToString());
}
