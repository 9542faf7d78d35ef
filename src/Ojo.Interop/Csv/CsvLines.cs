using System.Buffers;
using System.Globalization;
using Ojo.Interop.Exporting;
using Ojo.Storage.Queries;

namespace Ojo.Interop.Csv;

/// <summary>Events as comma-separated values: a column for each field of any of the types, with its unit in the header.</summary>
internal sealed class CsvLines : EventLines
{
    private static readonly string[] s_own = ["run", "flow", "t (ns)", "time", "type", "words"];

    private readonly Dictionary<int, (ExportedType Type, (int Skipped, ExportedField Field)[] Cells, int Left)> _types = [];
    private readonly ArrayBufferWriter<byte> _words = new();
    private readonly CsvWriter _csv;
    private readonly int _fields;

    /// <summary>Writes the header.</summary>
    public CsvLines(ExportSource source, IReadOnlyList<StoredEventType> types, Stream destination, CancellationToken cancellation)
        : base(source, destination, cancellation)
    {
        CsvColumns columns = new(s_own, types);
        _csv = new CsvWriter(Output);
        _fields = columns.FieldCount;
        columns.Write(_csv);
        foreach (StoredEventType stored in types)
        {
            ExportedType type = new(stored);
            List<(int Skipped, ExportedField Field)> cells = [];
            int next = 0;
            foreach ((int place, ExportedField field) in (type.Fields ?? [])
                .Select(field => (Place: columns.PlaceOf(field.Field.Name, field.Field.Unit), Field: field)).OrderBy(static cell => cell.Place))
            {
                // A type that has two fields of one name keeps the first.
                if (place >= next)
                {
                    cells.Add((place - next, field));
                    next = place + 1;
                }
            }

            _types.Add(stored.TypeKey, (type, [.. cells], _fields - next));
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
        _csv.Utf8(WallClock(scanned));
        _csv.Utf8(type.Name);
        WriteWords(scanned, type);
        foreach ((int skipped, ExportedField field) in cells)
        {
            _csv.Skip(skipped);
            field.Write(scanned, _csv);
        }

        _csv.Skip(left);
        _csv.EndRow();
    }

    private void WriteWords(in ExportedEvent scanned, ExportedType type)
    {
        if (type.Fields is not null)
        {
            _csv.Empty();
            return;
        }

        _words.ResetWrittenCount();
        for (int word = 0; word < scanned.WordCount; word++)
        {
            _words.Write(word == 0 ? [] : " "u8);
            scanned.Word(word).TryFormat(_words.GetSpan(20), out int written, default, CultureInfo.InvariantCulture);
            _words.Advance(written);
        }

        _csv.Utf8(_words.WrittenSpan);
    }
}
