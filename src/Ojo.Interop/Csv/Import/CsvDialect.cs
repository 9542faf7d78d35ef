namespace Ojo.Interop.Csv.Import;

/// <summary>Finds out what stands between a table's cells, and whether a file is a table at all.</summary>
internal static class CsvDialect
{
    private static readonly byte[] s_separators = [(byte)',', (byte)'\t', (byte)';', (byte)'|'];

    /// <summary>The separator that parts the header into most cells.</summary>
    public static byte Find(ReadOnlySpan<byte> head)
    {
        byte[] bytes = head.ToArray();
        return s_separators.MaxBy(separator => Header(bytes, separator).Count);
    }

    /// <summary>
    /// Whether a file's first bytes are a table's: a header of names, one of which says when, above rows that have as many cells, most of them numbers.
    /// Of a file whose name says that it is one, less is asked for.
    /// </summary>
    public static bool Recognizes(ReadOnlySpan<byte> head, bool isNamedSo)
    {
        if (head.IsEmpty || head.ContainsAnyInRange((byte)0, (byte)8) || head.TrimStart(" \r\n\t\u001e"u8) is [(byte)'{' or (byte)'[' or (byte)'<', ..])
        {
            return false;
        }

        int whole = head.Length < Importing.ImportSource.HeadSize ? head.Length : head.LastIndexOf((byte)'\n') + 1;
        byte[] bytes = head[..whole].ToArray();
        byte separator = Find(bytes);
        List<string> header = Header(bytes, separator);
        bool isHeader = header.Count > 1 && header.Where(static name => name.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase).Count() >= header.Count - 1
            && header.Take(header.Count - 1).All(static name => name.Length is > 0 and < 100 && (char.IsLetter(name[0]) || name[0] is '_' or '@' or '#'));
        bool saysWhen = header.Exists(static name => CsvNames.Of(CsvUnit.Split(name).Name).Meaning == CsvMeaning.Time);
        return isHeader && (saysWhen ? isNamedSo || AreRows(bytes, separator, header, leastNumbers: 0.5) : isNamedSo && AreRows(bytes, separator, header, leastNumbers: 0));
    }

    /// <summary>The names in the header, without a mark that makes it a comment.</summary>
    public static List<string> Header(CsvReader reader)
    {
        List<string> names = [];
        for (int cell = 0; cell < reader.Count; cell++)
        {
            string name = System.Text.Encoding.UTF8.GetString(reader[cell]);
            names.Add(cell == 0 ? name.TrimStart('#', ' ') : name);
        }

        return names;
    }

    private static List<string> Header(byte[] bytes, byte separator)
    {
        CsvReader reader = new(new MemoryStream(bytes), separator);
        return reader.TryRead() ? Header(reader) : [];
    }

    private static bool AreRows(byte[] bytes, byte separator, List<string> header, double leastNumbers)
    {
        (int rows, int cells, int numbers) = (0, 0, 0);
        CsvReader reader = new(new MemoryStream(bytes), separator);
        reader.TryRead();
        while (reader.TryRead())
        {
            if (reader.Count != header.Count && reader.Count != header.Count - (header[^1].Length == 0 ? 1 : 0))
            {
                return false;
            }

            rows++;
            for (int cell = 0; cell < reader.Count; cell++)
            {
                cells += reader[cell].IsEmpty ? 0 : 1;
                numbers += CsvColumn.TryReal(reader[cell], out _) || CsvDate.TryParse(reader[cell], out _) ? 1 : 0;
            }
        }

        return rows > 0 && numbers >= leastNumbers * cells;
    }
}
