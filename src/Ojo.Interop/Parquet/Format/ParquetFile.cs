using System.Buffers;
using System.Buffers.Binary;

namespace Ojo.Interop.Parquet.Format;

/// <summary>Writes a table of flat columns as a Parquet file, version 2.6 of the format's own with data pages of version 1.</summary>
/// <remarks>
/// A group of rows at a time is in memory: at most <see cref="RowsInGroup"/> rows, and fewer where they are long. What it keeps of groups that
/// are written is what stands at the file's end of each: a hundred bytes or so for a column.
/// </remarks>
internal sealed class ParquetFile : IParquetFile
{
    /// <summary>How many rows a group has at most.</summary>
    public const int RowsInGroup = 1 << 17;

    /// <summary>About how many bytes of a group's rows are kept at most, and one row more.</summary>
    public const long BytesInGroup = 64 << 20;

    private static readonly byte[] s_magic = [.. "PAR1"u8];

    private readonly RowsSoFar _rows = new();
    private readonly ColumnChunk[] _chunks;
    private readonly PageWriter _pages;
    private readonly RowGroups _groups;

    /// <summary>Begins a file.</summary>
    /// <param name="destination">Where to; it need not be able to seek.</param>
    /// <param name="columns">The columns.</param>
    /// <param name="codec">How pages are packed.</param>
    public ParquetFile(Stream destination, IReadOnlyList<ColumnSchema> columns, PageCodec codec)
    {
        _chunks = [.. columns.Select(column => ColumnChunk.Of(column, _rows))];
        _pages = new PageWriter(destination, codec);
        _groups = new RowGroups(_pages);
        _pages.Write(s_magic);
    }

    /// <inheritdoc/>
    public IColumnWriter Column(int place) => _chunks[place];

    /// <inheritdoc/>
    public void EndRow()
    {
        _rows.Count++;
        if (_rows.Count == RowsInGroup || _rows.Bytes >= BytesInGroup)
        {
            EndGroup();
        }
    }

    /// <inheritdoc/>
    public void End()
    {
        EndGroup();
        ArrayBufferWriter<byte> footer = new();
        FileFooter.Write(footer, _chunks, _groups);
        BinaryPrimitives.WriteInt32LittleEndian(footer.GetSpan(sizeof(int)), footer.WrittenCount);
        footer.Advance(sizeof(int));
        footer.Write(s_magic);
        _pages.Write(footer.WrittenSpan);
    }

    private void EndGroup()
    {
        if (_rows.Count == 0)
        {
            return;
        }

        _groups.Write(_chunks, _rows.Count);
        foreach (ColumnChunk chunk in _chunks)
        {
            chunk.Clear();
        }

        (_rows.Count, _rows.Bytes) = (0, 0);
    }
}
