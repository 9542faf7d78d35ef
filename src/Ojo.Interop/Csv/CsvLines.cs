using Ojo.Interop.Exporting;
using Ojo.Storage.Queries;

namespace Ojo.Interop.Csv;

/// <summary>Events as comma-separated values: a column for each field of any of the types, with its unit in the header.</summary>
internal sealed class CsvLines : EventLines
{
    private static readonly string[] s_own = ["run", "flow", "t (ns)", "time", "type", "words"];

    private readonly Dictionary<int, (ExportedType Type, (int Skipped, ExportedField Field)[] Cells, int Left)> _types = [];
    private readonly CsvWriter _csv;

    /// <summary>Writes the header.</summary>
    public CsvLines(ExportSource source, IReadOnlyList<StoredEventType> types, Stream destination, CancellationToken cancellation)
        : base(source, destination, cancellation)
    {
        EventColumns columns = new(s_own, types);
        _csv = new CsvWriter(Output);
        _csv.Header(s_own, columns);
        foreach (StoredEventType stored in types)
        {
            ExportedType type = new(stored);
            List<(int Skipped, ExportedField Field)> cells = [];
            int next = 0;
            foreach ((int place, ExportedField field) in columns.Placed(type))
            {
                cells.Add((place - next, field));
                next = place + 1;
            }

            _types.Add(stored.TypeKey, (type, [.. cells], columns.Fields.Count - next));
        }
    }

    /// <inheritdoc/>
    protected override void Write(in ExportedEvent scanned, int typeKey)
    {
        (ExportedType type, (int Skipped, ExportedField Field)[] cells, int left) = _types[typeKey];
        _csv.Number(Run);

        // Two numbers and a hyphen, the first of them never negative: no formula.
        _csv.Utf8(Flow);
        _csv.Number(scanned.TNs);
        _csv.Utf8(WallClockText(scanned));
        _csv.Utf8(type.Name);
        if (type.Fields is null)
        {
            _csv.Utf8(AllWords(scanned));
        }
        else
        {
            _csv.Empty();
        }

        foreach ((int skipped, ExportedField field) in cells)
        {
            _csv.Skip(skipped);
            field.Write(scanned, _csv);
        }

        _csv.Skip(left);
        _csv.EndRow();
    }
}
