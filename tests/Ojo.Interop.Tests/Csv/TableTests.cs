using System.Text;

namespace Ojo.Interop.Tests.Csv;

/// <summary>Tables in the forms that people write them in become the same events.</summary>
public sealed class TableTests
{
    public static TheoryData<string, string> Forms() => new()
    {
        { "commas", "time (ms),a,b,c\n0,-2,0.5,true\n1500,7,1e3,false\n" },
        { "semicolons and carriage returns", "time (ms);a;b;c\r\n0;-2;0.5;true\r\n1500;7;1e3;false\r\n" },
        { "tabs", "time (ms)\ta\tb\tc\n0\t-2\t0.5\ttrue\n1500\t7\t1e3\tfalse" },
        { "bars and blanks", "time (ms) | a | b | c\n0 | -2 | .5 | True\n\n1500 | 7 | 1000.0 | FALSE\n" },
        { "a byte order mark, quotes", "\uFEFF\"time (ms)\",\"a\",b,c\n\"0\",\"-2\",\"0.5\",true\n 1500 , \"7\" , 1e3,false \n" },
        { "a comment's mark, a last comma", "# time (ms),a,b,c,\n0,-2,0.5,true,\n1500,7,1e3,false,\n" },
        { "another order", "c,b,a,time_ms\nfalse,1e3,7,1500\ntrue,0.5,-2,0\n" },
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public void Each_form_gives_the_same_rows(string form, string text)
    {
        Assert.NotEmpty(form);
        using ImportedText table = ImportedTable.Of(text);
        Assert.Equal((null, 0L), (table.File.Failure, table.File.ProblemCount));
        Assert.Equal(["0|-2|0.5|1", "1500000000|7|1000|0"], table.Rows("SELECT ts_ns, a, b, c FROM \"table_2\" ORDER BY ts_ns"));
    }

    [Fact]
    public void Quoted_cells_have_separators_quotes_and_lines_and_bytes_of_any_kind()
    {
        using ImportedText table = ImportedTable.Of("time_us,note,other\n1,\"a,\"\"b\"\"\r\nc\",=1+1\n2,\"\"\"x\"\"\",'; DROP TABLE events --\n3,<script>,\u001b[31m\n");
        Assert.Equal(["1|=1+1", "2|'; DROP TABLE events --", "3|\u001b[31m"], table.Rows("SELECT ts_ns / 1000, other FROM table_2 ORDER BY ts_ns"));
        Assert.Equal(["1|a,\"b\"\r\nc", "2|\"x\"", "3|<script>"], table.Rows("SELECT ts_ns / 1000, note FROM table_2 ORDER BY ts_ns"));
    }

    [Fact]
    public void Numbers_of_64_bits_and_words_instead_of_numbers_stay_what_they_are()
    {
        using ImportedText table = ImportedTable.Of("""
            time (ns),u,i,big,gap,mixed
            1,18446744073709551615,-9223372036854775808,99999999999999999999,4,x1
            2,0,9223372036854775807,1,,2
            3,1,0,2,NaN,n/a
            """);
        Assert.Equal(
            ["18446744073709551615|-9223372036854775808|1E+20|x1", "0|9223372036854775807|1|2", "1|0|2|n/a"],
            table.Rows("SELECT u, i, big, mixed FROM table_2 ORDER BY ts_ns"));
        Assert.Equal("1|4", table.Row("SELECT ts_ns, gap FROM table_gap"));
    }

    [Fact]
    public void Rows_are_of_the_flows_and_events_that_columns_name()
    {
        using ImportedText table = ImportedTable.Of("""
            ts (us),conn,event,packet_number,size,cwnd
            1,alpha,packet_sent,7,1200,
            2,beta,packet_sent,8,1300,
            3,alpha,window,,,14000
            4,alpha,http:request,,,
            """);
        Assert.Equal(["alpha|1", "beta|2"], table.Rows("SELECT name, flow_id FROM flow_named ORDER BY flow_id"));
        Assert.Equal(["1|1|1200|14000", "2|1|1300|"], table.Rows("SELECT flow_id, packets_sent, bytes_sent, max_cwnd FROM flow_summary ORDER BY flow_id"));
        Assert.Equal("4000", table.Row("SELECT ts_ns FROM http_request"));
        Assert.Equal("7|1200", table.Row("SELECT packet_number, size FROM packets WHERE flow_id = 1"));
    }

    [Fact]
    public void Flows_that_have_numbers_keep_them()
    {
        using ImportedText table = ImportedTable.Of("time_s,flow,x\n0.000000001,7,1\n2,4294967296000,2\n");
        Assert.Equal(["7", "4294967296000"], table.Rows("SELECT flow_id FROM table_2 ORDER BY ts_ns"));
    }

    [Theory]
    [InlineData("2026-01-02T03:04:05.123456789Z", "2026-01-02T04:04:06.5+01:00", "1767323045123456789|1376543211")]
    [InlineData("2026-01-02 03:04:05", "2026-01-02 03:04:05.001", "1767323045000000000|1000000")]
    [InlineData("1767323045.25", "1767323046", "1767323045250000000|750000000")]
    [InlineData("1767323045250", "1767323046000", "1767323045250000000|750000000")]
    [InlineData("1767323045250000", "1767323046000000", "1767323045250000000|750000000")]
    [InlineData("1767323045250000001", "1767323046000000000", "1767323045250000001|749999999")]
    public void Times_by_the_clock_on_the_wall_are_known_by_how_they_look(string first, string second, string expected)
    {
        using ImportedText table = ImportedTable.Of($"timestamp,x\n{first},1\n{second},2\n");
        Assert.Equal(expected, table.Row("SELECT (SELECT start_ns FROM runs), max(ts_ns) FROM table_2"));
    }

    [Fact]
    public void Times_before_zero_begin_the_run()
    {
        using ImportedText table = ImportedTable.Of("t_ms,x\n-2.5,1\n1,2\n");
        Assert.Equal(["0|1", "3500000|2"], table.Rows("SELECT ts_ns, x FROM table_2 ORDER BY ts_ns"));
    }

    [Fact]
    public void What_recovery_measures_is_told_where_it_changes_and_in_its_unit()
    {
        using ImportedText table = ImportedTable.Of("""
            time_s,cwnd,inflight,rtt_ms,srtt_us,min rtt,pacing_rate (Mbps)
            1,10,5,0,20500,0.02,8.5
            2,10,6,21.5,20500,0.02,8.5
            3,12,4,21.5,20600,0.019,8.5
            """);
        Assert.Equal("12|4|19000|21500", table.Row("SELECT max_cwnd, last_bytes_in_flight, min_rtt_us, median_rtt_us FROM flow_summary"));
        Assert.Equal("2|20600", table.Row("SELECT count(*), max(smoothed) FROM rtt_smoothed"));
        Assert.Equal("8500000", table.Row("SELECT pacing_rate FROM csv_pacing_rate_updated"));
    }

    [Fact]
    public void A_mapping_says_what_names_do_not()
    {
        using ImportedText table = ImportedTable.Of("when,who,what,w,r\n5,a,x,100,3\n6,b,y,200,4\n", "time=when:ms,flow=who,event=what,cwnd=w:bytes,rtt=#5:us");
        Assert.Equal((null, 0L), (table.File.Failure, table.File.ProblemCount));
        Assert.Equal(["1|100|3", "2|200|4"], table.Rows("SELECT flow_id, max_cwnd, min_rtt_us FROM flow_summary ORDER BY flow_id"));
        Assert.Equal("time=when:ms,flow=who,event=what,cwnd=w:bytes,rtt=r:us", table.Row("SELECT mapping FROM \"table\""));
        Assert.Equal("6000000|200|4", table.Row("SELECT ts_ns, w, r FROM y"));
    }

    [Fact]
    public void A_mapping_to_nothing_keeps_a_name_from_meaning_anything()
    {
        using ImportedText table = ImportedTable.Of("time_ms,flow,type\n1,7,a\n2,8,b\n", "flow=,event=");
        Assert.Equal(["1|7|a", "1|8|b"], table.Rows("SELECT flow_id, flow, type FROM table_2 ORDER BY ts_ns"));
    }

    [Fact]
    public void What_is_exported_as_a_table_can_be_imported_as_one()
    {
        using ImportedText table = ImportedTable.Of("ts (us),conn,event,packet_number,size,cwnd\n1,4,packet_sent,7,1200,\n2,5,packet_sent,8,1300,\n3,4,window,,,14000\n");
        using ImportedText again = new(table.Export("csv"), "export.csv");
        Assert.Equal((null, "csv", 0L), (again.File.Failure, again.File.Format, again.File.ProblemCount));
        const string Sent = "SELECT ts_ns, packet_number, size FROM csv_packet_sent ORDER BY ts_ns";
        Assert.Equal(["0|7|1200", "1000|8|1300"], again.Rows(Sent));
        Assert.Equal(table.Rows("SELECT cwnd FROM window"), again.Rows("SELECT cwnd FROM window"));
        Assert.Equal(table.Row("SELECT start_ns FROM runs"), again.Row("SELECT start_ns - 1000 FROM runs"));
    }

    [Fact]
    public void A_table_larger_than_any_buffer_is_read_to_its_end()
    {
        StringBuilder text = new("time_us,x,note\n");
        for (int n = 0; n < 60_000; n++)
        {
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{n},{n * 3},\"note {n % 10}, {new string('x', n % 97)}\"\n");
        }

        using ImportedText table = ImportedTable.Of(text.ToString());
        Assert.Equal((null, 0L), (table.File.Failure, table.File.ProblemCount));
        Assert.Equal("60000|59999000|5399910000", table.Row("SELECT count(*), max(ts_ns), sum(x) FROM table_2"));
        Assert.Equal("note 7, " + new string('x', 59_997 % 97), table.Row("SELECT note FROM table_2 WHERE x = 179991"));
    }
}
