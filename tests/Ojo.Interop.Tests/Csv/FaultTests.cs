using Ojo.Interop.Csv.Import;

namespace Ojo.Interop.Tests.Csv;

/// <summary>What is wrong with a table or a mapping is said in a sentence, with what to do; rows that are wrong take no others with them.</summary>
public sealed class FaultTests
{
    [Theory]
    [InlineData("time_ms;rtt\n1;2,5\n2;3\n", null, "The column 'rtt' has numbers with a decimal comma. Write them with a point: a comma parts cells, or thousands.")]
    [InlineData("time,x\n1,2\n2,3\n", null, "The column 'time' does not say in which unit its times are. Name it: --map \"time=time:us\", or ns, ms, s.")]
    [InlineData("when,x\n1,2\n", null, "table.csv, byte 0: No column of the table says when: there are 'when', 'x'. Name it: --map time=COLUMN:UNIT.")]
    [InlineData("time_ms,x\nsoon,2\n", null, "No row has a time in the column 'time_ms' and as many cells as the header. Name another: --map time=COLUMN:UNIT.")]
    [InlineData("time_ms,x\n1,2\n", "flow=y", "There is no column 'y' to map; there are 'time_ms', 'x'.")]
    [InlineData("time_ms,x\n1,2\n", "time=x:km", "'km' is no unit of time: there are ns, us, ms and s.")]
    [InlineData("1,2\n3,4\n", null, "table.csv, byte 0: The first line does not name columns: a table begins with a header, names parted by commas, semicolons, tabs or bars.")]
    [InlineData("word\n", null, "table.csv, byte 0: The first line does not name columns: a table begins with a header, names parted by commas, semicolons, tabs or bars.")]
    [InlineData("\n\n", null, "table.csv, byte 0: The file is empty: a table begins with a header.")]
    public void A_table_that_cannot_be_understood_says_why(string text, string? map, string sentence) => Assert.Equal(sentence, ImportedTable.FailureOf(text, map));

    [Fact]
    public void A_quote_that_is_never_closed_ends_the_table_and_keeps_the_rows_before()
    {
        string text = "time_ms,x\n1,2\n2,\"" + new string('a', CsvReader.MostRowBytes) + "\n3,4\n";
        Assert.Equal("table.csv, byte 14: Row 3 goes on for more than 1024 KiB: a quote that is opened in it may not be closed.", ImportedTable.FailureOf(text));
    }

    [Fact]
    public void Too_many_columns_and_too_many_events_are_refused()
    {
        string header = string.Join(',', Enumerable.Range(0, 257).Select(static n => $"c{n}"));
        Assert.Contains("has 257 columns, and an event has no more than 256 fields", ImportedTable.FailureOf($"{header}\n"), StringComparison.Ordinal);
        string events = string.Concat(Enumerable.Range(0, 401).Select(static n => $"{n},e{n}\n"));
        Assert.Contains("has more than 400 different values", ImportedTable.FailureOf($"time_ms,e\n{events}", "event=e"), StringComparison.Ordinal);
        using ImportedText guessed = ImportedTable.Of($"time_ms,event\n{events}");
        Assert.Equal("401|401", guessed.Row("SELECT count(*), count(DISTINCT event) FROM table_2"));
    }

    [Fact]
    public void Rows_that_are_wrong_are_left_out_and_reported_with_their_place()
    {
        using ImportedText table = ImportedTable.Of("time_ms,x,y\n1,2,3\n2,3\nsoon,3,4\n3,4,5,6\n\n4,5,6,\n5,6,\"7");
        Assert.Null(table.File.Failure);
        Assert.Equal(
            [(18L, "Row 3 was left out: it has 2 cells where the header has 3."), (22L, "Row 4 was left out: 'soon' in the column 'time_ms' is no time."), (31L, "Row 5 was left out: it has 4 cells where the header has 3.")],
            table.File.Problems.Select(static problem => (problem.Offset, problem.Message)));
        Assert.Equal(["1000000|2|3", "4000000|5|6", "5000000|6|7"], table.Rows("SELECT ts_ns, x, y FROM table_2 ORDER BY ts_ns"));
    }

    [Fact]
    public void A_column_of_numbers_that_one_cell_makes_words_is_reported_with_that_cell()
    {
        using ImportedText table = ImportedTable.Of("time_ms,cwnd,name\n1,12000,a\n2,unknown\u0007,b\n3,13000,4\n");

        Assert.Equal(
            [(28L, "The column 'cwnd' is taken for words: in row 3 it has 'unknown\uFFFD', which is no number.")],
            table.File.Problems.Select(static problem => (problem.Offset, problem.Message)));
        Assert.Equal(["12000|a", "unknown\u0007|b", "13000|4"], table.Rows("SELECT cwnd, name FROM table_2 ORDER BY ts_ns"));
    }

    [Theory]
    [InlineData("", "", true)]
    [InlineData("time", "'time' does not say what a column means. Write KEY=COLUMN or KEY=COLUMN:UNIT, such as time=ts:us, and commas between.", false)]
    [InlineData("=ts", "'=ts' does not say what a column means. Write KEY=COLUMN or KEY=COLUMN:UNIT, such as time=ts:us, and commas between.", false)]
    [InlineData("tme=ts", "There is no 'tme' that a column can be mapped to; there are time, flow,", false)]
    [InlineData("time=a, TIME=b", "'TIME' is mapped twice.", false)]
    public void A_mapping_that_is_none_says_what_one_looks_like(string map, string sentence, bool isGood)
    {
        if (isGood)
        {
            Assert.Equal("csv", new CsvImporter(map).Format);
            return;
        }

        Assert.StartsWith(sentence, Assert.Throws<FormatException>(() => new CsvImporter(map)).Message, StringComparison.Ordinal);
    }
}
