using Ojo.Watcher;

namespace Ojo.Cli.Rows;

/// <summary>Columns under each other. The first rows say how wide they are; what comes later and is wider moves what is behind it.</summary>
internal sealed class TableRowWriter(TextWriter output) : IRowWriter
{
    private const int RowsLookedAt = 200;
    private const int WidestColumn = 80;

    private readonly List<(string[] Texts, bool[] Numbers)> _first = [];
    private string[] _names = [];
    private int[] _widths = [];
    private bool _begun;

    public void Begin(IReadOnlyList<string> columns) => _names = [.. columns.Select(PrintableText.Of)];

    public void Write(ReadOnlySpan<object?> cells)
    {
        string[] texts = new string[cells.Length];
        bool[] numbers = new bool[cells.Length];
        for (int column = 0; column < cells.Length; column++)
        {
            texts[column] = PrintableText.Of(CellText.Of(cells[column]));
            numbers[column] = CellText.IsNumber(cells[column]);
        }

        if (_begun)
        {
            Print(texts, numbers);
            return;
        }

        _first.Add((texts, numbers));
        if (_first.Count == RowsLookedAt)
        {
            Open();
        }
    }

    public void End()
    {
        if (!_begun)
        {
            Open();
        }

        output.Flush();
    }

    private void Open()
    {
        _begun = true;
        _widths = [.. _names.Select((name, column) => Math.Max(name.Length, _first.Count == 0 ? 0 : Math.Min(WidestColumn, _first.Max(row => row.Texts[column].Length))))];
        bool[] left = new bool[_names.Length];
        bool[] right = [.. _names.Select((_, column) => _first.Count > 0 && _first[0].Numbers[column])];
        Print(_names, right);
        Print([.. _widths.Select(static width => new string('-', width))], left);
        foreach ((string[] texts, bool[] numbers) in _first)
        {
            Print(texts, numbers);
        }

        _first.Clear();
    }

    private void Print(string[] texts, bool[] numbers)
    {
        for (int column = 0; column < texts.Length; column++)
        {
            bool isLast = column == texts.Length - 1;
            output.Write(numbers[column] ? texts[column].PadLeft(_widths[column]) : isLast ? texts[column] : texts[column].PadRight(_widths[column]));
            output.Write(isLast ? "" : "  ");
        }

        output.Write('\n');
    }
}
