using System.Buffers;

namespace Ojo.Interop.Parquet.Format;

/// <summary>The values of a column in one group of rows, until the group is written.</summary>
/// <param name="schema">The column.</param>
/// <param name="rows">How far the group has come.</param>
internal abstract class ColumnChunk(ColumnSchema schema, RowsSoFar rows) : IColumnWriter
{
    private readonly Presence? _presence = schema.IsOptional ? new Presence() : null;
    private int _lastRow = -1;

    /// <summary>The column.</summary>
    public ColumnSchema Schema { get; } = schema;

    /// <summary>How many rows of the group have a value.</summary>
    public int Count { get; private set; }

    /// <summary>Makes the chunk of a column.</summary>
    public static ColumnChunk Of(ColumnSchema schema, RowsSoFar rows) => schema.Type switch
    {
        ColumnType.Boolean => new TruthChunk(schema, rows),
        ColumnType.Float or ColumnType.Double => new RealChunk(schema, rows),
        ColumnType.Text or ColumnType.Bytes or ColumnType.Uuid => new BytesChunk(schema, rows),
        _ => new IntegerChunk(schema, rows),
    };

    /// <inheritdoc/>
    public virtual void Put(ulong bits) => throw Unfit("whole numbers");

    /// <inheritdoc/>
    public virtual void Put(double number) => throw Unfit("floating point numbers");

    /// <inheritdoc/>
    public virtual void Put(bool truth) => throw Unfit("true and false");

    /// <inheritdoc/>
    public virtual void Put(ReadOnlySpan<byte> bytes) => throw Unfit("texts and bytes");

    /// <summary>Writes which rows have a value, where not all must.</summary>
    /// <exception cref="InvalidOperationException">All must, and some have none.</exception>
    public void WriteLevels(ArrayBufferWriter<byte> output)
    {
        if (_presence is null && Count < rows.Count)
        {
            throw new InvalidOperationException($"The column {Schema.Name} is not optional, and {rows.Count - Count} of {rows.Count} rows have no value.");
        }

        _presence?.Write(output, rows.Count);
    }

    /// <summary>Writes the values in what takes least.</summary>
    public abstract EncodedValues Encode(EncodingRoom room);

    /// <summary>Forgets the group.</summary>
    public void Clear()
    {
        _presence?.Clear();
        _lastRow = -1;
        Count = 0;
        ClearValues();
    }

    /// <summary>Forgets the values.</summary>
    protected abstract void ClearValues();

    /// <summary>Notes that the row has a value.</summary>
    /// <param name="bytes">About what is kept of it.</param>
    protected void Mark(int bytes)
    {
        if (_lastRow == rows.Count)
        {
            throw new InvalidOperationException($"The column {Schema.Name} was given a second value for one row.");
        }

        _lastRow = rows.Count;
        _presence?.Mark(_lastRow);
        Count++;
        rows.Bytes += bytes;
    }

    private InvalidOperationException Unfit(string values) => new($"The column {Schema.Name} is of type {Schema.Type} and takes no {values}.");
}
