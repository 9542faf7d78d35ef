using System.Text;
using Ojo.Interop.Importing;

namespace Ojo.Interop.Csv.Import;

/// <summary>A table as a first reading found it: its columns, what they mean, and which of them the rows of each event have.</summary>
internal sealed class CsvTable
{
    // What an event type may have.
    private const int MostColumns = 256;
    private const int MostEvents = 400;
    private const int RowsAtOnce = 4096;

    private readonly Dictionary<byte[], CsvRowKind> _kinds = new(Utf8Comparer.Instance);
    private readonly CsvRowKind _all;
    private readonly int _needed;

    private CsvTable(byte separator, List<string> header, CsvMap map)
    {
        Separator = separator;
        if (header.Count < 2 || header.Exists(static name => DecimalNumber.TryDouble(Encoding.UTF8.GetBytes(name), out _)))
        {
            throw new ImportException("The first line does not name columns: a table begins with a header, names parted by commas, semicolons, tabs or bars.", 0);
        }

        if (header.Count > MostColumns)
        {
            throw new ImportException($"The table has {header.Count} columns, and an event has no more than {MostColumns} fields. Leave some out.", 0);
        }

        HashSet<string> taken = [];
        Columns = [.. header.Select((name, index) => new CsvColumn(index, name, taken))];
        map.Apply(Columns);
        _needed = header.FindLastIndex(static name => name.Length > 0) + 1;
        _all = new CsvRowKind("", header.Count);
        Time = Columns.FirstOrDefault(static column => column.Meaning == CsvMeaning.Time)
            ?? throw new ImportException($"No column of the table says when: there are {string.Join(", ", Columns.Take(20).Select(static column => $"'{WireNames.Printable(column.Header)}'"))}. Name it: --map time=COLUMN:UNIT.", 0);
        Flow = Columns.FirstOrDefault(static column => column.Meaning == CsvMeaning.Flow);
        Event = Columns.FirstOrDefault(static column => column.Meaning == CsvMeaning.Event);
    }

    public byte Separator { get; }

    public IReadOnlyList<CsvColumn> Columns { get; }

    public CsvColumn Time { get; }

    /// <summary>The column that says whose a row is; null where all are of one flow.</summary>
    public CsvColumn? Flow { get; }

    /// <summary>The column that names a row's event; null where all are of one type.</summary>
    public CsvColumn? Event { get; private set; }

    public CsvClock Clock { get; } = new();

    /// <summary>The events that rows are of: one where no column names them.</summary>
    public IEnumerable<CsvRowKind> Kinds => Event is null ? [_all] : _kinds.Values;

    /// <summary>What the columns were taken for, as <c>--map</c> would have it.</summary>
    public string Mapping => string.Join(',', CsvNames.Keys.Select(key => (Key: key.Key, Column: Columns.FirstOrDefault(column => column.Meaning == key.Value)))
        .Where(static entry => entry.Column is not null)
        .Select(entry => $"{entry.Key}={entry.Column!.Header}{(UnitOf(entry.Column) is { Length: > 0 } unit ? $":{unit}" : "")}"));

    /// <summary>Reads a table for the first time.</summary>
    /// <exception cref="ImportException">It is none, or it cannot be told what its columns mean.</exception>
    public static CsvTable Survey(ImportSource source, CsvMap map, CancellationToken cancellation)
    {
        ReadOnlySpan<byte> head = source.Head;
        if (head is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
        {
            throw new ImportException("The file is UTF-16: save it as UTF-8.", 0);
        }

        byte separator = CsvDialect.Find(head);
        CsvReader reader = new(source.Content, separator);
        if (!reader.TryRead())
        {
            throw new ImportException("The file is empty: a table begins with a header.", 0);
        }

        CsvTable table = new(separator, CsvDialect.Header(reader), map);
        while (reader.TryRead())
        {
            table.SurveyRow(reader);
            if (reader.Row % RowsAtOnce == 0)
            {
                cancellation.ThrowIfCancellationRequested();
            }
        }

        table.Decide();
        return table;
    }

    /// <summary>Says which columns would be numbers, and are words because of a cell.</summary>
    public void Tell(ImportReport report)
    {
        foreach (CsvColumn column in Columns)
        {
            if (column.Stray is { } stray)
            {
                report.Add(stray.Offset, $"The column '{WireNames.Printable(column.Header)}' is taken for words: in row {stray.Row} it has '{WireNames.Printable(stray.Cell)}', which is no number.");
            }
        }
    }

    /// <summary>Whether a row has as many cells as the header.</summary>
    public bool Fits(CsvReader row)
    {
        for (int cell = Columns.Count; cell < row.Count; cell++)
        {
            if (!row[cell].IsEmpty)
            {
                return false;
            }
        }

        return row.Count >= _needed;
    }

    /// <summary>The event that a row is of.</summary>
    public CsvRowKind? KindOf(CsvReader row) => Event is null ? _all : _kinds.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(row[Event.Index], out CsvRowKind? kind) ? kind : null;

    private string UnitOf(CsvColumn column) => column == Time ? Clock.Unit.Name : column.Unit.Name;

    private void SurveyRow(CsvReader row)
    {
        if (!Fits(row) || !Clock.Survey(row[Time.Index]))
        {
            return;
        }

        CsvRowKind? kind = Event is null ? null : FindKind(row[Event.Index]);
        _all.CountRow();
        kind?.CountRow();
        foreach (CsvColumn column in Columns)
        {
            ReadOnlySpan<byte> cell = row[column.Index];
            if (!CsvColumn.IsMissing(cell))
            {
                column.Survey(row);
                _all.CountValue(column);
                kind?.CountValue(column);
            }
            else if (!cell.IsEmpty)
            {
                _all.CountMark(column);
                kind?.CountMark(column);
            }
        }
    }

    private CsvRowKind? FindKind(ReadOnlySpan<byte> name)
    {
        Dictionary<byte[], CsvRowKind>.AlternateLookup<ReadOnlySpan<byte>> kinds = _kinds.GetAlternateLookup<ReadOnlySpan<byte>>();
        if (!kinds.TryGetValue(name, out CsvRowKind? kind))
        {
            if (_kinds.Count == MostEvents)
            {
                // A name that was only guessed to be an event's, and is something else.
                Event = Event!.IsGuess ? null
                    : throw new ImportException($"The column '{Event.Header}' has more than {MostEvents} different values: they are no events' names. Map another column to event, or none: --map event=.");
                return null;
            }

            kind = new CsvRowKind(Encoding.UTF8.GetString(name), Columns.Count);
            kinds[name] = kind;
        }

        return kind;
    }

    private void Decide()
    {
        if (_all.Rows == 0)
        {
            throw new ImportException($"No row has a time in the column '{WireNames.Printable(Time.Header)}' and as many cells as the header. Name another: --map time=COLUMN:UNIT.");
        }

        if (Event is { IsGuess: true } && Event.Form is not CsvForm.Words)
        {
            Event = null;
        }

        if (Columns.FirstOrDefault(static column => column.HasDecimalCommas) is { } column)
        {
            throw new ImportException($"The column '{WireNames.Printable(column.Header)}' has numbers with a decimal comma. Write them with a point: a comma parts cells, or thousands.");
        }

        Clock.Decide(Time, Columns);
    }
}
