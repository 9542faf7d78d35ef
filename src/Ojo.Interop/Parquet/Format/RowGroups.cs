using System.Buffers;

namespace Ojo.Interop.Parquet.Format;

/// <summary>Writes groups of rows, and keeps of each what the file's end says of it.</summary>
internal sealed class RowGroups
{
    private readonly PageWriter _pages;
    private readonly ArrayBufferWriter<byte> _described = new();
    private readonly EncodingRoom _room = new();
    private readonly CompactWriter _writer;

    /// <param name="pages">Where their pages go.</param>
    public RowGroups(PageWriter pages)
    {
        _pages = pages;
        _writer = new CompactWriter(_described);
    }

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>How many rows they have together.</summary>
    public long Rows { get; private set; }

    /// <summary>What the file's end says of them, one after the other.</summary>
    public ReadOnlySpan<byte> Described => _described.WrittenSpan;

    /// <summary>Writes a group.</summary>
    public void Write(IReadOnlyList<ColumnChunk> chunks, int rows)
    {
        long start = _pages.Position;
        long unpacked = 0;
        _writer.Begin();
        _writer.List(1, CompactWriter.Kind.Struct, chunks.Count);
        foreach (ColumnChunk chunk in chunks)
        {
            unpacked += Write(chunk, rows);
        }

        _writer.Int64(2, unpacked);
        _writer.Int64(3, rows);
        _writer.Int64(5, start);
        _writer.Int64(6, _pages.Position - start);
        _writer.End();
        Count++;
        Rows += rows;
    }

    private long Write(ColumnChunk chunk, int rows)
    {
        _room.Clear();
        chunk.WriteLevels(_room.Values);
        EncodedValues encoded = chunk.Encode(_room);
        long start = _pages.Position;
        bool hasDictionary = encoded.DictionaryCount > 0;
        long unpacked = hasDictionary ? _pages.WriteDictionary(_room.Dictionary.WrittenSpan, encoded.DictionaryCount) : 0;
        long data = _pages.Position;
        unpacked += _pages.WriteValues(_room.Values.WrittenSpan, rows, encoded.Encoding);
        _writer.Begin();

        // The place where the description would be, if it stood behind the chunk; readers look at the one here.
        _writer.Int64(2, start);
        _writer.Begin(3);
        _writer.Int32(1, (int)chunk.Schema.Physical);
        Encodings(encoded.Encoding);
        _writer.List(3, CompactWriter.Kind.Binary, 1);
        _writer.Element(System.Text.Encoding.UTF8.GetBytes(chunk.Schema.Name));
        _writer.Int32(4, (int)_pages.Codec);
        _writer.Int64(5, rows);
        _writer.Int64(6, unpacked);
        _writer.Int64(7, _pages.Position - start);
        _writer.Int64(9, data);
        if (hasDictionary)
        {
            _writer.Int64(11, start);
        }

        Statistics(encoded.Range, rows - chunk.Count);
        _writer.End();
        _writer.End();
        return unpacked;
    }

    private void Encodings(ColumnEncoding values)
    {
        ColumnEncoding[] all = values == ColumnEncoding.Dictionary ? [ColumnEncoding.Plain, ColumnEncoding.RunLength, values] : [ColumnEncoding.RunLength, values];
        _writer.List(2, CompactWriter.Kind.I32, all.Length);
        foreach (ColumnEncoding encoding in all)
        {
            _writer.Number((int)encoding);
        }
    }

    private void Statistics(ValueRange? range, int nulls)
    {
        _writer.Begin(12);
        _writer.Int64(3, nulls);
        if (range is not null)
        {
            _writer.Bytes(5, range.Largest);
            _writer.Bytes(6, range.Least);
        }

        _writer.End();
    }
}
