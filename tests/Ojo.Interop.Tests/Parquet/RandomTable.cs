using System.Globalization;
using System.Text;
using Ojo.Interop.Parquet.Format;

namespace Ojo.Interop.Tests.Parquet;

/// <summary>A table with columns of every type and habit, as a Parquet file, and the same as text for a reader that knows nothing of Parquet.</summary>
internal static class RandomTable
{
    public static readonly ColumnSchema[] Columns =
    [
        new("row", ColumnType.Int64, false),
        new("same", ColumnType.UInt64, false),
        new("few", ColumnType.Int64, true),
        new("any_unsigned", ColumnType.UInt64, false),
        new("any_signed", ColumnType.Int64, true),
        new("rising", ColumnType.Timestamp, false),
        new("truth", ColumnType.Boolean, true),
        new("real", ColumnType.Double, true),
        new("few_reals", ColumnType.Double, true),
        new("single", ColumnType.Float, true),
        new("word", ColumnType.Text, true),
        new("text", ColumnType.Text, true),
        new("bytes", ColumnType.Bytes, true),
        new("uuid", ColumnType.Uuid, true),
        new("rare", ColumnType.UInt64, true),
        new("never", ColumnType.Text, true),
        new("blocks", ColumnType.UInt64, true),
    ];

    private static readonly string[] s_words = ["", "slow_start", "späť", "😀", "recovery"];

    /// <summary>The columns as DuckDB is to read them from either file, so that the same values are the same texts.</summary>
    public static string Casts(bool isParquet) => string.Join(", ", Columns.Select(column => column.Type switch
    {
        ColumnType.Bytes when isParquet => $"lower(hex(\"{column.Name}\")) AS \"{column.Name}\"",

        // DuckDB's points in time have microseconds.
        ColumnType.Timestamp => (isParquet ? $"epoch_us(\"{column.Name}\")" : $"(\"{column.Name}\"::BIGINT // 1000)") + $"::VARCHAR AS \"{column.Name}\"",
        ColumnType.Double => $"replace(\"{column.Name}\"::DOUBLE::VARCHAR, '-nan', 'nan') AS \"{column.Name}\"",
        ColumnType.Float => $"\"{column.Name}\"::FLOAT::VARCHAR AS \"{column.Name}\"",
        _ => $"\"{column.Name}\"::VARCHAR AS \"{column.Name}\"",
    }));

    public static void Write(string parquet, string csv, int rows, PageCodec codec)
    {
        using FileStream file = File.Create(parquet);
        using StreamWriter lines = new(csv);
        lines.Write(string.Join(',', Columns.Select(static column => column.Name)) + "\n");
        ParquetFile table = new(file, Columns, codec);
        Random random = new(rows);
        ulong time = 1_700_000_000_000_000_000;
        for (int row = 0; row < rows; row++)
        {
            time += (ulong)random.Next(50_000);
            for (int column = 0; column < Columns.Length; column++)
            {
                object? value = Columns[column].IsOptional && random.Next(5) == 0 ? null : Value(Columns[column].Name, row, random, time);
                Put(table.Column(column), value);
                lines.Write(column == 0 ? "" : ",");
                lines.Write(Text(value));
            }

            lines.Write('\n');
            table.EndRow();
        }

        table.End();
    }

    private static object? Value(string column, int row, Random random, ulong time) => column switch
    {
        "row" => (ulong)row,
        "same" => ulong.MaxValue,
        "few" => (long)random.Next(-3, 4),
        "any_unsigned" => row == 0 ? ulong.MaxValue : (ulong)random.NextInt64(long.MinValue, long.MaxValue),
        "any_signed" => (row % 7) switch { 0 => long.MinValue, 1 => long.MaxValue, _ => random.NextInt64(long.MinValue, long.MaxValue) >> random.Next(64) },
        "rising" => time,
        "truth" => random.Next(3) == 0,
        "real" => random.NextDouble() - 0.5,
        "few_reals" => ((double[])[0, -0.0, double.NaN, double.PositiveInfinity, double.NegativeInfinity, 1.5])[random.Next(6)],
        "single" => random.NextSingle(),
        "word" => s_words[random.Next(s_words.Length)],
        "text" => random.Next(1000) == 0 ? new string('x', 20_000) + row : string.Create(CultureInfo.InvariantCulture, $"{random.Next(3)} and {row}"),
        "bytes" => Bytes(random, random.Next(40)),
        "uuid" => new Guid(Bytes(random, 16), bigEndian: true),
        "rare" => row % 100_003 == 5 ? (ulong)row : null,
        "blocks" => row / 1000 % 3 == 0 ? null : (ulong)(row / 5000),
        _ => null,
    };

    private static byte[] Bytes(Random random, int length)
    {
        byte[] bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }

    private static void Put(IColumnWriter column, object? value)
    {
        switch (value)
        {
            case ulong number:
                column.Put(number);
                break;
            case long number:
                column.Put((ulong)number);
                break;
            case bool truth:
                column.Put(truth);
                break;
            case double number:
                column.Put(number);
                break;
            case float number:
                column.Put((double)number);
                break;
            case string text:
                column.Put(Encoding.UTF8.GetBytes(text));
                break;
            case byte[] bytes:
                column.Put(bytes);
                break;
            case Guid uuid:
                column.Put(uuid.ToByteArray(bigEndian: true));
                break;
        }
    }

    /// <summary>An empty text in quotes is a text; without, it is none.</summary>
    private static string Text(object? value) => value switch
    {
        null => "",
        bool truth => truth ? "true" : "false",
        byte[] bytes => $"\"{Convert.ToHexStringLower(bytes)}\"",
        string text => $"\"{text}\"",
        double.PositiveInfinity => "inf",
        double.NegativeInfinity => "-inf",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!.ToLowerInvariant(),
    };
}
