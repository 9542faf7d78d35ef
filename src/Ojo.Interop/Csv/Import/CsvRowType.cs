using Ojo.Catalogue;
using Ojo.Interop.Importing;

namespace Ojo.Interop.Csv.Import;

/// <summary>The event types that the rows of one event become: one with the columns that all of them have, and one for each that only some have.</summary>
internal sealed class CsvRowType
{
    private CsvRowType(EventDescriptor row, IReadOnlyList<CsvColumn> columns, IReadOnlyList<(CsvColumn Column, EventDescriptor Type)> sparse) =>
        (Row, Columns, Sparse) = (row, columns, sparse);

    public EventDescriptor Row { get; }

    /// <summary>The columns that are the row's fields, in their order.</summary>
    public IReadOnlyList<CsvColumn> Columns { get; }

    /// <summary>Those that become events of their own, so that there is nothing where a cell has nothing.</summary>
    public IReadOnlyList<(CsvColumn Column, EventDescriptor Type)> Sparse { get; }

    public IEnumerable<EventDescriptor> All => [Row, .. Sparse.Select(static sparse => sparse.Type)];

    /// <summary>Makes the types.</summary>
    /// <param name="table">The table.</param>
    /// <param name="kind">The rows.</param>
    /// <param name="stem">What the event is called.</param>
    /// <param name="names">Gives wire names.</param>
    public static CsvRowType Of(CsvTable table, CsvRowKind kind, string stem, WireNames names)
    {
        CsvColumn[] used = [.. table.Columns.Where(column => kind.CountOf(column) > 0 && !IsElsewhere(table, column))];
        CsvColumn[] whole = [.. used.Where(column => kind.CountOf(column) == kind.Rows)];
        (string wireName, uint id) = names.Add(stem);
        EventDescriptor? like = kind.Name.Length > 0 ? BuiltInEvent.Named(wireName) : null;
        bool isLike = like is not null && IsPacketOrStream(like.Role) && like.Fields.All(field => field.Part is FieldPart.None or FieldPart.Size or FieldPart.Space || Array.Exists(whole, column => CsvNames.PartOf(column.Meaning) == field.Part));
        EventDescriptor row = EventDeclaration.Declare(
            CsvRows.Provider, wireName, like?.Category ?? "Table", kind.Name.Length > 0 ? $"A row of the event {WireNames.Printable(kind.Name)}" : "A row of the table",
            isLike ? like!.Role : EventRole.None, isLike ? like!.Chart : ChartHint.Line,
            [.. whole.Select(column => column.Field(table.Clock.OthersUnit) with { Part = isLike ? CsvNames.PartOf(column.Meaning) : FieldPart.None })]) with
        { Id = id };
        return new CsvRowType(row, whole, [.. used.Except(whole).Select(column => (column, OfColumn(table, column, stem, names)))]);
    }

    private static EventDescriptor OfColumn(CsvTable table, CsvColumn column, string stem, WireNames names)
    {
        FieldDescriptor field = column.Field(table.Clock.OthersUnit);
        (string wireName, uint id) = names.Add($"{stem}_{field.Name}");
        return EventDeclaration.Declare(CsvRows.Provider, wireName, "Table", "A column that not every row has", EventRole.None, ChartHint.Line, field) with { Id = id };
    }

    /// <summary>Whether what a column says is in an event's time, type or flow.</summary>
    private static bool IsElsewhere(CsvTable table, CsvColumn column) => column == table.Time || column == table.Event || (column == table.Flow && column.IsPositive);

    private static bool IsPacketOrStream(EventRole role) => role is >= EventRole.PacketCreated and <= EventRole.StreamDataReceived;
}
