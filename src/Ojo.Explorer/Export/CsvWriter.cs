using System.Buffers;
using System.Globalization;
using System.Text;

namespace Ojo.Explorer.Export;

/// <summary>Writes comma-separated values as RFC 4180 has them, in UTF-8.</summary>
/// <remarks>
/// A text that a spreadsheet would take for a formula gets an apostrophe in front, which such programs do not show: names and
/// texts come from whoever wrote the traces. Numbers are never texts, and stay as they are.
/// </remarks>
internal sealed class CsvWriter(IBufferWriter<byte> output)
{
    private static readonly SearchValues<char> s_quoted = SearchValues.Create(",\"\r\n");
    private bool _isFirst = true;

    /// <summary>Writes nothing into the next cell.</summary>
    public void Empty() => Begin();

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
        Begin();
        string safe = IsFormula(text) ? $"'{text}" : text;
        if (safe.AsSpan().ContainsAny(s_quoted))
        {
            safe = $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
        }

        Encoding.UTF8.GetBytes(safe, output);
    }

    /// <summary>Ends the line.</summary>
    public void EndRow()
    {
        output.Write("\r\n"u8);
        _isFirst = true;
    }

    // Spreadsheets look past blanks.
    private static bool IsFormula(string text) => text.AsSpan().TrimStart() is ['=' or '+' or '-' or '@', ..] || text is ['\t' or '\r' or '\n', ..];

    private void Begin()
    {
        if (!_isFirst)
        {
            output.Write(","u8);
        }

        _isFirst = false;
    }
}
