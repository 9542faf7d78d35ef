using System.Globalization;
using Ojo.Interop.Importing;

namespace Ojo.Interop.Csv.Import;

/// <summary>What somebody says that columns of a table mean: <c>time=ts:us,flow=conn,event=type,cwnd=cwin:bytes</c>.</summary>
internal sealed class CsvMap
{
    private readonly List<(CsvMeaning Meaning, string Column)> _entries;

    private CsvMap(List<(CsvMeaning Meaning, string Column)> entries) => _entries = entries;

    /// <summary>Nothing: names and units in the header say what columns mean.</summary>
    public static CsvMap Empty { get; } = new([]);

    /// <summary>Reads a mapping.</summary>
    /// <exception cref="FormatException">It is none. The message says what one looks like.</exception>
    public static CsvMap Parse(string text)
    {
        List<(CsvMeaning, string)> entries = [];
        foreach (string entry in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            int equals = entry.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
            {
                throw new FormatException($"'{entry}' does not say what a column means. Write KEY=COLUMN or KEY=COLUMN:UNIT, such as time=ts:us, and commas between.");
            }

            string key = entry[..equals].Trim();
            if (!CsvNames.Keys.TryGetValue(key, out CsvMeaning meaning))
            {
                throw new FormatException($"There is no '{key}' that a column can be mapped to; there are {string.Join(", ", CsvNames.Keys.Keys)}.");
            }

            if (entries.Exists(other => other.Item1 == meaning))
            {
                throw new FormatException($"'{key}' is mapped twice.");
            }

            entries.Add((meaning, entry[(equals + 1)..].Trim()));
        }

        return new CsvMap(entries);
    }

    /// <summary>Says what columns mean: those that the mapping names, and the others by their names and units.</summary>
    /// <exception cref="ImportException">The mapping names a column that is not there, or a unit that cannot be.</exception>
    public void Apply(IReadOnlyList<CsvColumn> columns)
    {
        foreach ((CsvMeaning meaning, string name) in _entries.Where(static entry => entry.Column.Length > 0))
        {
            (CsvColumn column, string? unit) = Find(columns, name);
            column.Mean(meaning, unit is null ? column.Unit : UnitOf(meaning, unit), isGuess: false);
        }

        foreach (IGrouping<CsvMeaning, CsvColumn> alike in columns.Where(static column => column.Meaning == CsvMeaning.None).GroupBy(static column => CsvNames.Of(column.Title).Meaning))
        {
            if (alike.Key != CsvMeaning.None && !_entries.Exists(entry => entry.Meaning == alike.Key))
            {
                CsvColumn best = alike.MinBy(static column => CsvNames.Of(column.Title).Rank)!;
                best.Mean(alike.Key, best.Unit, isGuess: true);
            }
        }
    }

    private static (CsvColumn Column, string? Unit) Find(IReadOnlyList<CsvColumn> columns, string name)
    {
        if (Named(columns, name) is { } whole)
        {
            return (whole, null);
        }

        int colon = name.LastIndexOf(':');
        return colon > 0 && Named(columns, name[..colon].Trim()) is { } column ? (column, name[(colon + 1)..])
            : throw new ImportException($"There is no column '{name}' to map; there are {string.Join(", ", columns.Select(static column => $"'{column.Header}'"))}.");
    }

    private static CsvColumn? Named(IReadOnlyList<CsvColumn> columns, string name) =>
        name.StartsWith('#') && int.TryParse(name.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? columns.FirstOrDefault(column => column.Index == number - 1)
            : columns.FirstOrDefault(column => string.Equals(column.Header, name, StringComparison.OrdinalIgnoreCase));

    private static CsvUnit UnitOf(CsvMeaning meaning, string text)
    {
        CsvUnit unit = CsvUnit.Of(text);
        bool isTime = meaning is CsvMeaning.Time or CsvMeaning.Rtt or CsvMeaning.SmoothedRtt or CsvMeaning.MinRtt or CsvMeaning.RttVariance;
        return isTime && !unit.IsTime ? throw new ImportException($"'{text}' is no unit of time: there are ns, us, ms and s.") : unit;
    }
}
