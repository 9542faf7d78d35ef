using System.Buffers;
using System.Globalization;
using System.Text;
using Ojo.Interop.Exporting;

namespace Ojo.Interop.Csv;

/// <summary>Writes comma-separated values as RFC 4180 has them, in UTF-8.</summary>
/// <remarks>
/// A text that a spreadsheet would take for a formula gets an apostrophe in front, which such programs do not show: names and
/// texts come from whoever wrote the traces. Numbers are never texts, and stay as they are.
/// </remarks>
internal sealed class CsvWriter(IBufferWriter<byte> output) : IValueWriter
{
    private const int ShortText = 256;

    private static readonly SearchValues<byte> s_quoted = SearchValues.Create(",\"\r\n"u8);
    private bool _isFirst = true;

    /// <summary>Writes the columns' names: those that every event has, then those for fields.</summary>
    public void Header(IEnumerable<string> own, EventColumns columns)
    {
        foreach (string name in own.Concat(columns.Fields.Select(static column => column.Name)))
        {
            Text(name);
        }

        EndRow();
    }

    /// <summary>Writes nothing into the next cell.</summary>
    public void Empty() => Begin();

    /// <summary>Writes nothing into some cells.</summary>
    public void Skip(int cells)
    {
        for (int cell = 0; cell < cells; cell++)
        {
            Begin();
        }
    }

    /// <summary>Writes a number.</summary>
    public void Number<T>(T number)
        where T : IUtf8SpanFormattable
    {
        Begin();
        Span<byte> room = output.GetSpan(64);
        if (!number.TryFormat(room, out int written, default, CultureInfo.InvariantCulture))
        {
            throw new InvalidOperationException("A number is longer than a number can be.");
        }

        output.Advance(written);
    }

    /// <summary>Writes a text.</summary>
    public void Text(string text)
    {
        int most = Encoding.UTF8.GetMaxByteCount(text.Length);
        byte[]? rented = most > ShortText ? ArrayPool<byte>.Shared.Rent(most) : null;
        Span<byte> utf8 = rented ?? stackalloc byte[ShortText];
        Utf8(utf8[..Encoding.UTF8.GetBytes(text, utf8)]);
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    /// <summary>Writes a text that is UTF-8, or should be: what is not becomes U+FFFD.</summary>
    public void Utf8(ReadOnlySpan<byte> text)
    {
        Begin();
        text = ValidUtf8.Of(text);
        ReadOnlySpan<byte> guard = IsFormula(text) ? "'"u8 : [];
        if (!text.ContainsAny(s_quoted))
        {
            output.Write(guard);
            output.Write(text);
            return;
        }

        output.Write("\""u8);
        output.Write(guard);
        for (int quote; (quote = text.IndexOf((byte)'"')) >= 0; text = text[(quote + 1)..])
        {
            output.Write(text[..(quote + 1)]);
            output.Write("\""u8);
        }

        output.Write(text);
        output.Write("\""u8);
    }

    /// <summary>Ends the line.</summary>
    public void EndRow()
    {
        output.Write("\r\n"u8);
        _isFirst = true;
    }

    void IValueWriter.None() => Empty();

    void IValueWriter.Unsigned(ulong number) => Number(number);

    void IValueWriter.Signed(long number) => Number(number);

    void IValueWriter.Real(double number) => Number(number);

    void IValueWriter.Truth(bool truth) => Utf8(truth ? "true"u8 : "false"u8);

    // Spreadsheets look past blanks.
    private static bool IsFormula(ReadOnlySpan<byte> text)
    {
        if (text is [(byte)'\t' or (byte)'\r' or (byte)'\n', ..])
        {
            return true;
        }

        while (!text.IsEmpty)
        {
            Rune.DecodeFromUtf8(text, out Rune rune, out int length);
            if (!Rune.IsWhiteSpace(rune))
            {
                return rune.Value is '=' or '+' or '-' or '@';
            }

            text = text[length..];
        }

        return false;
    }

    private void Begin()
    {
        if (!_isFirst)
        {
            output.Write(","u8);
        }

        _isFirst = false;
    }
}
