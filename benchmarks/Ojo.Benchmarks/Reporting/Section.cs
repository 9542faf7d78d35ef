using System.Globalization;

namespace Ojo.Benchmarks.Reporting;

/// <summary>A measurement's part of benchmarks/RESULTS.md, in Markdown.</summary>
internal sealed class Section(TextWriter output)
{
    /// <summary>Writes a paragraph.</summary>
    public void Say(FormattableString text) => output.WriteLine($"{Text(text)}\n");

    /// <summary>Begins a part of its own.</summary>
    public void Heading(string text) => output.WriteLine($"### {text}\n");

    /// <summary>Writes a table.</summary>
    /// <param name="columns">What stands above its columns.</param>
    /// <param name="rows">The cells of its rows.</param>
    public void Table(IReadOnlyCollection<string> columns, IEnumerable<IEnumerable<string>> rows)
    {
        output.WriteLine(Row(columns));
        output.WriteLine($"|{string.Concat(Enumerable.Repeat("---|", columns.Count))}");
        foreach (IEnumerable<string> row in rows)
        {
            output.WriteLine(Row(row));
        }

        output.WriteLine();
    }

    /// <summary>Writes what should be reached and whether it is.</summary>
    public void Bars(IEnumerable<Bar> bars)
    {
        output.WriteLine("| what | bar | measured | met | cause |");
        output.WriteLine("|---|---|---|---|---|");
        foreach (Bar bar in bars)
        {
            output.WriteLine(bar);
        }

        output.WriteLine();
    }

    /// <summary>Says which peers are not in the tables, and why.</summary>
    public void Absent(IEnumerable<string> reasons)
    {
        foreach (string reason in reasons)
        {
            Say($"Not measured here: {reason}");
        }
    }

    /// <summary>Tells who waits for it what is being measured.</summary>
    public static void Progress(string what) => Console.Error.WriteLine($"  {what}");

    /// <summary>A text in which numbers are written as everywhere.</summary>
    public static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static string Row(IEnumerable<string> cells) => $"| {string.Join(" | ", cells)} |";
}
