using System.Text;
using Ojo.Interop.Exporting;
using Ojo.Interop.Parquet.Format;
using Ojo.Storage.Queries;

namespace Ojo.Interop.Parquet;

/// <summary>Events as rows: those columns that every event has, then one for each field of any of the types.</summary>
internal sealed class ParquetRows : EventRows
{
    private const int EventsBetweenLooks = 4096;

    private readonly IParquetFile _file;
    private readonly CancellationToken _cancellation;
    private readonly Dictionary<int, (ExportedType Type, (FieldCell Cell, ExportedField Field)[] Cells)> _types = [];
    private readonly IColumnWriter[] _own;
    private StoredRun? _run;
    private byte[]? _service;

    /// <param name="source">What is exported.</param>
    /// <param name="types">Of which types there are events in it.</param>
    /// <param name="columns">The columns for their fields.</param>
    /// <param name="file">The table, with these columns behind those of every event.</param>
    /// <param name="cancellation">Ends it.</param>
    public ParquetRows(ExportSource source, IReadOnlyList<StoredEventType> types, EventColumns columns, IParquetFile file, CancellationToken cancellation)
        : base(source)
    {
        (_file, _cancellation) = (file, cancellation);
        _own = [.. Own.Select((_, place) => file.Column(place))];
        FieldCell[] cells = [.. columns.Fields.Select((field, place) => new FieldCell(file.Column(Own.Count + place), FieldColumn.KindOf(field.First)))];
        foreach (StoredEventType stored in types)
        {
            ExportedType type = new(stored);
            _types.Add(stored.TypeKey, (type, [.. columns.Placed(type).Select(placed => (cells[placed.Place], placed.Field))]));
        }
    }

    /// <summary>The columns that every event has. The names that are not those of CSV are of columns that CSV does not have.</summary>
    public static IReadOnlyList<ColumnSchema> Own { get; } =
    [
        new("run", ColumnType.Int64, IsOptional: false),
        new("service", ColumnType.Text, IsOptional: true),
        new("flow", ColumnType.Text, IsOptional: false),
        new("flow_id", ColumnType.UInt64, IsOptional: false),
        new("t (ns)", ColumnType.Int64, IsOptional: false),
        new("time", ColumnType.Timestamp, IsOptional: false),
        new("type", ColumnType.Text, IsOptional: false),
        new("words", ColumnType.Text, IsOptional: true),
    ];

    /// <inheritdoc/>
    protected override void Write(in ExportedEvent scanned, int typeKey)
    {
        (ExportedType type, (FieldCell Cell, ExportedField Field)[] cells) = _types[typeKey];
        if (!ReferenceEquals(_run, StoredRun))
        {
            _run = StoredRun;
            _service = _run.Service is { } service ? Encoding.UTF8.GetBytes(service) : null;
        }

        _own[0].Put((ulong)Run);
        if (_service is not null)
        {
            _own[1].Put(_service);
        }

        _own[2].Put(Flow);
        _own[3].Put(Key.FlowId);
        _own[4].Put((ulong)scanned.TNs);
        _own[5].Put((ulong)WallClock(scanned));
        _own[6].Put(ValidUtf8.Of(type.Name));
        if (type.Fields is null)
        {
            _own[7].Put(AllWords(scanned));
        }

        foreach ((FieldCell cell, ExportedField field) in cells)
        {
            field.Write(scanned, cell);
        }

        _file.EndRow();
    }

    /// <inheritdoc/>
    protected override void EndEvent()
    {
        if (Count % EventsBetweenLooks == 0)
        {
            _cancellation.ThrowIfCancellationRequested();
        }
    }
}
