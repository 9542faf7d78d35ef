using System.Buffers;
using Ojo.Watcher;

namespace Ojo.Cli.Rows;

/// <summary>RFC 4180, lines ended with CR LF. A text that a spreadsheet would take for a formula gets an apostrophe before it.</summary>
/// <param name="output">Where to.</param>
/// <param name="isTerminal">Whether a terminal reads it, which must obey nothing in it.</param>
internal sealed class CsvRowWriter(TextWriter output, bool isTerminal) : IRowWriter
{
    private static readonly SearchValues<char> s_quoted = SearchValues.Create(",\"\r\n");

    public void Begin(IReadOnlyList<string> columns) => Write([.. columns]);

    public void Write(ReadOnlySpan<object?> cells)
    {
        for (int column = 0; column < cells.Length; column++)
        {
            output.Write(column == 0 ? "" : ",");
            string text = CellText.Of(cells[column]);
            if (text.Length > 0 && !CellText.IsNumber(cells[column]) && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r')
            {
                text = "'" + text;
            }

            text = isTerminal ? PrintableText.Of(text) : text;

            output.Write(text.AsSpan().ContainsAny(s_quoted) ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text);
        }

        output.Write("\r\n");
    }

    public void End() => output.Flush();
}
