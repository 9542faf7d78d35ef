using System.Buffers;
using System.IO.Compression;

namespace Ojo.Interop.Parquet.Format;

/// <summary>Writes pages, and counts what it wrote.</summary>
/// <param name="destination">Where to.</param>
/// <param name="codec">How pages are packed.</param>
internal sealed class PageWriter(Stream destination, PageCodec codec)
{
    private const int DataPage = 0;
    private const int DictionaryPage = 2;

    private readonly ArrayBufferWriter<byte> _head = new();

    /// <summary>How many bytes the file has so far.</summary>
    public long Position { get; private set; }

    /// <summary>How pages are packed.</summary>
    public PageCodec Codec => codec;

    /// <summary>Writes bytes as they are.</summary>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        destination.Write(bytes);
        Position += bytes.Length;
    }

    /// <summary>Writes a page of a dictionary.</summary>
    /// <returns>How many bytes it would have taken without packing.</returns>
    public long WriteDictionary(ReadOnlySpan<byte> body, int count) => Write(DictionaryPage, body, head =>
    {
        head.Begin(7);
        head.Int32(1, count);
        head.Int32(2, (int)ColumnEncoding.Plain);
        head.End();
    });

    /// <summary>Writes a page of values.</summary>
    /// <param name="body">Levels, then values.</param>
    /// <param name="rows">How many rows it is for.</param>
    /// <param name="encoding">How the values are written.</param>
    /// <returns>How many bytes it would have taken without packing.</returns>
    public long WriteValues(ReadOnlySpan<byte> body, int rows, ColumnEncoding encoding) => Write(DataPage, body, head =>
    {
        head.Begin(5);
        head.Int32(1, rows);
        head.Int32(2, (int)encoding);
        head.Int32(3, (int)ColumnEncoding.RunLength);
        head.Int32(4, (int)ColumnEncoding.RunLength);
        head.End();
    });

    private long Write(int type, ReadOnlySpan<byte> body, Action<CompactWriter> rest)
    {
        ReadOnlySpan<byte> packed = Pack(body);
        _head.ResetWrittenCount();
        CompactWriter head = new(_head);
        head.Begin();
        head.Int32(1, type);
        head.Int32(2, body.Length);
        head.Int32(3, packed.Length);
        rest(head);
        head.End();
        Write(_head.WrittenSpan);
        Write(packed);
        return _head.WrittenCount + body.Length;
    }

    private ReadOnlySpan<byte> Pack(ReadOnlySpan<byte> body)
    {
        if (codec == PageCodec.None)
        {
            return body;
        }

        using MemoryStream packed = new();
        using (Stream packing = codec == PageCodec.Gzip
            ? new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true)
            : new BrotliStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            packing.Write(body);
        }

        return packed.GetBuffer().AsSpan(0, (int)packed.Length);
    }
}
