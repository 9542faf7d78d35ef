using Ojo.Interop.Parquet.Format;
using Ojo.Storage.Tests.Support;

namespace Ojo.Interop.Tests.Parquet;

/// <summary>Parquet files, read back by DuckDB.</summary>
public sealed class ParquetFileTests : IDisposable
{
    private const int Group = ParquetFile.RowsInGroup;

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(9)]
    [InlineData(1000)]
    [InlineData(Group + 1)]
    public void Every_value_is_read_back(int rows)
    {
        (string parquet, string csv) = Write(rows);

        Assert.Equal($"{rows}", DuckDb.Value($"SELECT count(*) FROM '{parquet}'"));
        Assert.Equal($"{rows}", DuckDb.Value($"SELECT count(*) FROM {Csv(csv)}"));
        Assert.Empty(DuckDb.Query(
            $"CREATE VIEW ours AS SELECT {RandomTable.Casts(isParquet: true)} FROM '{parquet}'",
            $"CREATE VIEW told AS SELECT {RandomTable.Casts(isParquet: false)} FROM {Csv(csv)}",
            string.Join(" UNION ALL ", RandomTable.Columns.Select(static column =>
                $"(SELECT '{column.Name}', ours.\"row\", ours.\"{column.Name}\", told.\"{column.Name}\" FROM ours POSITIONAL JOIN told WHERE ours.\"{column.Name}\" IS DISTINCT FROM told.\"{column.Name}\" LIMIT 3)"))));
    }

    [Fact]
    public void Each_way_of_writing_values_is_used_where_it_takes_least()
    {
        (string parquet, _) = Write(20_000);
        Dictionary<string, string> encodings = DuckDb.Query($"SELECT path_in_schema, encodings FROM parquet_metadata('{parquet}')").ToDictionary(static row => row[0]!, static row => row[1]!);

        Assert.All(["same", "few", "few_reals", "word"], column => Assert.Contains("RLE_DICTIONARY", encodings[column], StringComparison.Ordinal));
        Assert.All(["row", "rising"], column => Assert.Contains("DELTA_BINARY_PACKED", encodings[column], StringComparison.Ordinal));
        Assert.All(["text", "bytes"], column => Assert.Contains("DELTA_LENGTH_BYTE_ARRAY", encodings[column], StringComparison.Ordinal));
        Assert.All(["any_unsigned", "real", "single", "uuid", "truth"], column => Assert.DoesNotContain("D", encodings[column], StringComparison.Ordinal));
    }

    [Fact]
    public void Filters_that_go_by_the_statistics_find_what_they_find_without()
    {
        (string parquet, string csv) = Write((2 * Group) + 100);
        string[] filters =
        [
            "\"row\"::BIGINT = 131072", "\"row\"::BIGINT > 262200", "any_unsigned::UBIGINT > 18446744073709000000", "any_unsigned::UBIGINT < 9000000000000000", "any_signed::BIGINT < -9223372036854775000",
            "any_signed::BIGINT = 9223372036854775807", "few_reals::DOUBLE > 1e300", "few_reals::DOUBLE = 0", "isnan(few_reals::DOUBLE)", "real::DOUBLE > 0.4999", "single::FLOAT < 0.0001", "word = ''", "word > 'w'",
            "word >= '😀'", "\"text\" < '0 and 10'", "\"text\" = '1 and 5'", "never IS NULL", "never = 'x'", "rare::UBIGINT = 100008", "rare IS NOT NULL", "NOT truth::BOOLEAN", "blocks::UBIGINT >= 52", "few IS NULL",
        ];

        // Of what CSV says everything is a text: casts make both alike, and where they change nothing readers leave groups out.
        string counts = string.Join(", ", filters.Select(static filter => $"(SELECT count(*) FROM source WHERE {filter})"));
        string?[] ours = Assert.Single(DuckDb.Query($"CREATE VIEW source AS SELECT * FROM '{parquet}'", $"SELECT {counts}"));

        Assert.Equal<IEnumerable<string?>>(Assert.Single(DuckDb.Query($"CREATE TABLE source AS SELECT * FROM {Csv(csv)}", $"SELECT {counts}")), ours);
        Assert.Contains(ours, static count => count is not "0");
    }

    [Fact]
    public void Statistics_are_the_least_and_the_largest_value_and_the_number_of_rows_without_one()
    {
        (string parquet, _) = Write(Group + 500);
        string?[][] stated = DuckDb.Query($"SELECT path_in_schema, stats_min_value, stats_max_value, stats_null_count::VARCHAR FROM parquet_metadata('{parquet}') WHERE row_group_id = 1 ORDER BY column_id");
        string?[][] counted = DuckDb.Query(string.Join(" UNION ALL ", RandomTable.Columns.Select((column, n) =>
            $"SELECT '{column.Name}' AS name, min(\"{column.Name}\")::VARCHAR, max(\"{column.Name}\")::VARCHAR, count(*) FILTER (\"{column.Name}\" IS NULL)::VARCHAR, {n} AS n FROM (SELECT * FROM '{parquet}' OFFSET {Group})")) + " ORDER BY n");

        Assert.Equal(RandomTable.Columns.Length, stated.Length);
        foreach ((string?[] said, string?[] found) in stated.Zip(counted))
        {
            Assert.Equal((found[0], found[3]), (said[0], said[3]));
            if (said[0] is "row" or "same" or "few" or "any_unsigned" or "any_signed" or "rare" or "word" or "truth" or "blocks")
            {
                Assert.Equal((found[1], found[2]), (said[1], said[2]));
            }
        }

        // A NaN has no place among numbers, and a text of a page leaves nothing out.
        Assert.All(stated.Where(static row => row[0] is "few_reals" or "never"), static row => Assert.Equal((null, null), (row[1], row[2])));
    }

    [Fact]
    public void A_million_rows_are_eight_groups_and_all_there()
    {
        string path = _directory["million.parquet"];
        using (FileStream file = File.Create(path))
        {
            ParquetFile table = new(file, [new ColumnSchema("n", ColumnType.UInt64, false), new ColumnSchema("third", ColumnType.UInt64, true)], PageCodec.Gzip);
            for (ulong row = 0; row < 1_000_000; row++)
            {
                table.Column(0).Put(row * row);
                if (row % 3 == 0)
                {
                    table.Column(1).Put(ulong.MaxValue - row);
                }

                table.EndRow();
            }

            table.End();
        }

        Assert.Equal<IEnumerable<string?>>(["1000000", "8"], Assert.Single(DuckDb.Query($"SELECT num_rows, num_row_groups FROM parquet_file_metadata('{path}')")));
        Assert.Equal("0", DuckDb.Value(
            $"SELECT count(*) FROM (SELECT *, row_number() OVER () - 1 AS place FROM '{path}') WHERE n <> place * place OR third IS DISTINCT FROM CASE WHEN place % 3 = 0 THEN 18446744073709551615 - place END"));
    }

    [Fact]
    public void Long_rows_make_short_groups_and_texts_of_any_length_come_back()
    {
        string path = _directory["long.parquet"];
        byte[] text = new byte[3 << 20];
        using (FileStream file = File.Create(path))
        {
            ParquetFile table = new(file, [new ColumnSchema("text", ColumnType.Text, false)], PageCodec.Gzip);
            for (int row = 0; row < 50; row++)
            {
                text.AsSpan().Fill((byte)('0' + row));
                table.Column(0).Put(text.AsSpan(0, text.Length - row));
                table.EndRow();
            }

            table.End();
        }

        Assert.Equal<IEnumerable<string?>>(["50", "3"], Assert.Single(DuckDb.Query($"SELECT num_rows, num_row_groups FROM parquet_file_metadata('{path}')")));
        Assert.Equal($"{Enumerable.Range(0, 50).Sum(row => (long)text.Length - row)}", DuckDb.Value($"SELECT sum(length(\"text\"))::VARCHAR FROM '{path}' WHERE \"text\" = repeat(\"text\"[1], length(\"text\"))"));
    }

    [Fact]
    public void A_value_too_few_one_too_many_and_one_of_another_type_are_errors_that_name_the_column()
    {
        ParquetFile table = new(Stream.Null, [new ColumnSchema("must", ColumnType.Int64, false), new ColumnSchema("may", ColumnType.Text, true)], PageCodec.None);
        table.Column(0).Put(1UL);

        Assert.Contains("must", Assert.Throws<InvalidOperationException>(() => table.Column(0).Put(2UL)).Message, StringComparison.Ordinal);
        Assert.Contains("must", Assert.Throws<InvalidOperationException>(() => table.Column(0).Put(2.0)).Message, StringComparison.Ordinal);
        Assert.Contains("may", Assert.Throws<InvalidOperationException>(() => table.Column(1).Put(true)).Message, StringComparison.Ordinal);
        Assert.Contains("must", Assert.Throws<InvalidOperationException>(() => table.Column(0).Put("1"u8)).Message, StringComparison.Ordinal);
        table.EndRow();
        table.EndRow();
        Assert.Contains("must", Assert.Throws<InvalidOperationException>(table.End).Message, StringComparison.Ordinal);
    }

    private (string Parquet, string Csv) Write(int rows)
    {
        (string parquet, string csv) = (_directory[$"{rows}.parquet"], _directory[$"{rows}.csv"]);
        RandomTable.Write(parquet, csv, rows, PageCodec.Gzip);
        return (parquet, csv);
    }

    private static string Csv(string path) => $"read_csv('{path}', header = true, all_varchar = true, quote = '\"', delim = ',', nullstr = '', allow_quoted_nulls = false, max_line_size = 1000000)";
}
