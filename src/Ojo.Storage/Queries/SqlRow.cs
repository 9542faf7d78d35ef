using System.Text;

namespace Ojo.Storage.Queries;

/// <summary>A row that a sink is shown. Its memory is used again for the next.</summary>
public sealed class SqlRow
{
    private readonly Cell[] _cells;
    private byte[] _bytes = new byte[256];
    private int _cellCount;
    private int _byteCount;

    internal SqlRow(int columns) => _cells = new Cell[columns];

    /// <summary>How many columns it has.</summary>
    public int Count => _cells.Length;

    /// <summary>How many bytes its values have, as <see cref="SqlLimits.Bytes"/> counts them.</summary>
    public long Size { get; private set; }

    /// <summary>The kind of a value: one of them.</summary>
    public SqlKinds KindOf(int column) => _cells[column].Kind;

    /// <summary>A value of kind <see cref="SqlKinds.Integer"/>.</summary>
    public long Int64(int column) => _cells[column].Bits;

    /// <summary>A value of kind <see cref="SqlKinds.Real"/>.</summary>
    public double Double(int column) => BitConverter.Int64BitsToDouble(_cells[column].Bits);

    /// <summary>A blob's bytes, or a text's as the store has them: UTF-8 that may be ill-formed.</summary>
    public ReadOnlySpan<byte> Bytes(int column) => _bytes.AsSpan((int)_cells[column].Bits, _cells[column].Length);

    /// <summary>A value of kind <see cref="SqlKinds.Text"/>; what is no UTF-8 in it is replaced by U+FFFD.</summary>
    public string Text(int column) => Encoding.UTF8.GetString(Bytes(column));

    /// <summary>A value as a long, a double, a string, an array of bytes, or null.</summary>
    public object? this[int column] => KindOf(column) switch
    {
        SqlKinds.Integer => Int64(column),
        SqlKinds.Real => Double(column),
        SqlKinds.Text => Text(column),
        SqlKinds.Blob => Bytes(column).ToArray(),
        _ => null,
    };

    internal void Clear() => (_cellCount, _byteCount, Size) = (0, 0, 0);

    internal void AddNull() => Add(new Cell(SqlKinds.Null, 0, 0), 0);

    internal void Add(long value) => Add(new Cell(SqlKinds.Integer, value, 0), sizeof(long));

    internal void Add(double value) => Add(new Cell(SqlKinds.Real, BitConverter.DoubleToInt64Bits(value), 0), sizeof(double));

    internal void Add(SqlKinds kind, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > _bytes.Length - _byteCount)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _byteCount + bytes.Length));
        }

        bytes.CopyTo(_bytes.AsSpan(_byteCount));
        Add(new Cell(kind, _byteCount, bytes.Length), bytes.Length);
        _byteCount += bytes.Length;
    }

    private void Add(Cell cell, int size)
    {
        _cells[_cellCount++] = cell;
        Size += size;
    }

    /// <summary>A value, or where its bytes are.</summary>
    private readonly record struct Cell(SqlKinds Kind, long Bits, int Length);
}
