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
}
