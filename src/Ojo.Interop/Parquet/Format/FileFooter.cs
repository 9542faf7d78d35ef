using System.Buffers;

namespace Ojo.Interop.Parquet.Format;

/// <summary>What stands at a file's end: its columns, and where their pages are.</summary>
internal static class FileFooter
{
    // What TIMESTAMP of nanoseconds came with; nothing that was superseded is in the files.
    private const int Version = 2;

    private const int Required = 0;
    private const int Optional = 1;
    private const int LogicalText = 1;
    private const int LogicalTimestamp = 8;
    private const int LogicalInteger = 10;
    private const int LogicalUuid = 14;
    private const int ConvertedText = 0;
    private const int ConvertedUInt64 = 14;
    private const int ConvertedInt64 = 18;
    private const int UuidLength = 16;

    /// <summary>Writes it.</summary>
    public static void Write(IBufferWriter<byte> output, IReadOnlyList<ColumnChunk> chunks, RowGroups groups)
    {
        CompactWriter writer = new(output);
        writer.Begin();
        writer.Int32(1, Version);
        writer.List(2, CompactWriter.Kind.Struct, chunks.Count + 1);
        writer.Begin();
        writer.Text(4, "events");
        writer.Int32(5, chunks.Count);
        writer.End();
        foreach (ColumnChunk chunk in chunks)
        {
            Write(writer, chunk.Schema);
        }

        writer.Int64(3, groups.Rows);
        writer.List(4, CompactWriter.Kind.Struct, groups.Count);
        output.Write(groups.Described);
        writer.Text(6, "Ojo");

        // The order that each type has: without it nobody relies on the least and largest values.
        writer.List(7, CompactWriter.Kind.Struct, chunks.Count);
        for (int n = 0; n < chunks.Count; n++)
        {
            writer.Begin();
            writer.Empty(1);
            writer.End();
        }

        writer.End();
    }

    private static void Write(CompactWriter writer, ColumnSchema column)
    {
        writer.Begin();
        writer.Int32(1, (int)column.Physical);
        if (column.Type == ColumnType.Uuid)
        {
            writer.Int32(2, UuidLength);
        }

        writer.Int32(3, column.IsOptional ? Optional : Required);
        writer.Text(4, column.Name);
        switch (column.Type)
        {
            case ColumnType.Text:
                writer.Int32(6, ConvertedText);
                writer.Begin(10);
                writer.Empty(LogicalText);
                writer.End();
                break;
            case ColumnType.Int64 or ColumnType.UInt64:
                bool isSigned = column.Type == ColumnType.Int64;
                writer.Int32(6, isSigned ? ConvertedInt64 : ConvertedUInt64);
                writer.Begin(10);
                writer.Begin(LogicalInteger);
                writer.Int8(1, 64);
                writer.Truth(2, isSigned);
                writer.End();
                writer.End();
                break;
            case ColumnType.Timestamp:
                writer.Begin(10);
                writer.Begin(LogicalTimestamp);
                writer.Truth(1, true);
                writer.Begin(2);
                writer.Empty(3);
                writer.End();
                writer.End();
                writer.End();
                break;
            case ColumnType.Uuid:
                writer.Begin(10);
                writer.Empty(LogicalUuid);
                writer.End();
                break;
        }

        writer.End();
    }
}
