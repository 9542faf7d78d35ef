using System.Text;
using Ojo.Catalogue;
using Ojo.Interop.Importing;

namespace Ojo.Interop.Csv.Import;

/// <summary>Makes events of a table's rows.</summary>
internal sealed class CsvRows
{
    public const string Provider = "csv";

    private const int RowsAtOnce = 4096;

    private static readonly EventDescriptor s_table = EventDeclaration.Declare(Provider, "TABLE", "Table", "What a table was taken for", EventRole.None, ChartHint.None,
        EventDeclaration.Text("mapping", "What its columns mean, as --map says it")) with
    {
        Flow = false,
    };

    private readonly CsvTable _table;
    private readonly ImportReport _report;
    private readonly CsvFlows _flows;
    private readonly CsvRecovery _recovery;
    private readonly Dictionary<CsvRowKind, CsvRowType> _types = [];
    private ulong[] _words = [];

    /// <param name="table">The table, after its first reading.</param>
    /// <param name="name">What it is called.</param>
    /// <param name="report">Told of rows that are left out.</param>
    public CsvRows(CsvTable table, string name, ImportReport report)
    {
        (_table, _report) = (table, report);
        _flows = new CsvFlows(table);
        _recovery = new CsvRecovery(table);
        EventDescriptor[] own = [s_table, CsvFlows.Named, .. CsvRecovery.Types];
        WireNames names = new(Provider, own);
        foreach (CsvRowKind kind in table.Kinds)
        {
            _types.Add(kind, CsvRowType.Of(table, kind, kind.Name.Length > 0 ? kind.Name : name, names));
        }

        Events = [.. own, .. _types.Values.SelectMany(static type => type.All)];
    }

    /// <summary>The event types that the table needs.</summary>
    public IReadOnlyList<EventDescriptor> Events { get; }

    /// <summary>Reads the table for the second time, and writes it.</summary>
    /// <param name="content">The table.</param>
    /// <param name="run">Takes the events.</param>
    /// <param name="zeroNs">The time of the clock at which the run starts.</param>
    /// <param name="cancellation">Ends it.</param>
    public void Write(Stream content, ImportedRun run, long zeroNs, CancellationToken cancellation)
    {
        CsvReader row = new(content, _table.Separator);
        row.TryRead();
        bool isFirst = true;
        while (row.TryRead())
        {
            if (row.Row % RowsAtOnce == 0)
            {
                cancellation.ThrowIfCancellationRequested();
            }

            if (!_table.Fits(row))
            {
                Leave(row, $"it has {row.Count} cells where the header has {_table.Columns.Count}");
                continue;
            }

            if (!_table.Clock.TryRead(row[_table.Time.Index], out long time))
            {
                Leave(row, $"'{Text(row[_table.Time.Index])}' in the column '{WireNames.Printable(_table.Time.Header)}' is no time");
                continue;
            }

            if (_table.KindOf(row) is not { } kind)
            {
                Leave(row, "the file was changed while it was read");
                continue;
            }

            if (isFirst)
            {
                isFirst = false;
                run.Write(time - zeroNs, 0, s_table.Id, 0);
                run.WriteText(Encoding.UTF8.GetBytes(_table.Mapping));
            }

            Write(run, time - zeroNs, _types[kind], row);
        }
    }

    private void Write(ImportedRun run, long tNs, CsvRowType type, CsvReader row)
    {
        ulong flow = _flows.Of(run, tNs, row);
        Array.Resize(ref _words, Math.Max(_words.Length, type.Row.WordCount));
        Span<ulong> words = _words.AsSpan(0, type.Row.WordCount);
        words.Clear();
        for (int i = 0; i < type.Columns.Count; i++)
        {
            Put(words, type.Row.Fields[i], Word(run, type.Row.Fields[i].Type, row[type.Columns[i].Index]));
        }

        run.WriteWide(tNs, flow, type.Row.Id, words);
        for (int i = 0; i < type.Columns.Count; i++)
        {
            if (type.Row.Fields[i].Type == FieldType.Text)
            {
                run.WriteText(row[type.Columns[i].Index]);
            }
        }

        foreach ((CsvColumn column, EventDescriptor only) in type.Sparse)
        {
            ReadOnlySpan<byte> cell = row[column.Index];
            if (cell.IsEmpty || (column.Form != CsvForm.Words && CsvColumn.IsMissing(cell)))
            {
                continue;
            }

            run.WriteWide(tNs, flow, only.Id, [Word(run, only.Fields[0].Type, cell)]);
            if (only.Fields[0].Type == FieldType.Text)
            {
                run.WriteText(cell);
            }
        }

        _recovery.Write(run, tNs, flow, row);
    }

    private static ulong Word(ImportedRun run, FieldType type, ReadOnlySpan<byte> cell)
    {
        switch (type)
        {
            case FieldType.Bool:
                return CsvColumn.IsTrue(cell) ? 1UL : 0;
            case FieldType.F64:
                return CsvColumn.TryReal(cell, out double real) ? BitConverter.DoubleToUInt64Bits(real) : 0;
            case FieldType.Timestamp:
                return CsvDate.TryParse(cell, out long ns) ? (ulong)ns : 0;
            case FieldType.String:
                return run.Intern(Encoding.UTF8.GetString(cell));
            case FieldType.Text:
                return 0;
            default:
                return DecimalNumber.TryUInt64(cell, out ulong unsigned) ? unsigned : DecimalNumber.TryInt64(cell, out long signed) ? (ulong)signed : 0;
        }
    }

    private static void Put(Span<ulong> words, FieldDescriptor field, ulong value)
    {
        if (field.BitWidth == 0)
        {
            return;
        }

        value = field.BitWidth == 64 ? value : value & ((1UL << field.BitWidth) - 1);
        (int word, int bit) = Math.DivRem(field.BitOffset, 64);
        words[word] |= value << bit;
        if (bit + field.BitWidth > 64)
        {
            words[word + 1] |= value >> (64 - bit);
        }
    }

    private void Leave(CsvReader row, string why)
    {
        _report.Add(row.Offset, _report.KeepsWords ? $"Row {row.Row} was left out: {why}." : "");
    }

    private static string Text(ReadOnlySpan<byte> cell) => WireNames.Printable(Encoding.UTF8.GetString(cell[..Math.Min(cell.Length, 4 * WireNames.MostLength)]));
}
