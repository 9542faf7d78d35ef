using System.IO.Compression;
using System.Text;

namespace Ojo.Interop.Tests.Qlog;

public sealed class BrokenFilesTests
{
    private const string Head = """{"qlog_format":"JSON-SEQ","qlog_version":"0.3","trace":{"vantage_point":{"name":"x","type":"client"},"common_fields":{"time_format":"relative"}}}""";

    [Theory]
    [InlineData("\u001e")]
    [InlineData("")]
    public void A_record_that_is_no_JSON_is_reported_with_its_offset_and_the_rest_goes_on(string separator)
    {
        string before = separator + Head + "\n" + separator + Sent(1, 0) + "\n" + separator;
        string text = before + """{"time":2,"name":"transport:packet_sent","data":{"header":{"packet_number":1,}}}""" + "\n"
            + separator + "nonsense\n" + separator + Sent(3, 2) + "\n";
        using ImportedText import = new(text);
        Assert.Equal(["2||||||||2000"], import.Figures);
        Assert.Null(import.File.Failure);
        Assert.Equal(2, import.File.ProblemCount);
        Assert.Equal(before.Length + text[before.Length..].IndexOf(",}", StringComparison.Ordinal) + 1, import.File.Problems[0].Offset);
        Assert.Equal(text.IndexOf("nonsense", StringComparison.Ordinal), import.File.Problems[1].Offset);
    }

    [Fact]
    public void A_record_that_is_cut_off_leaves_those_before_it()
    {
        string text = Head + "\n" + Sent(1, 0) + "\n" + Sent(2, 1) + "\n";
        using ImportedText import = new(text[..^20]);
        Assert.Equal(["1||||||||0"], import.Figures);
        Assert.Contains("cut off", Assert.Single(import.File.Problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_contained_file_that_is_cut_off_anywhere_gives_each_event_that_is_whole()
    {
        string before = """{"qlog_version":"0.3","traces":[{"vantage_point":{},"common_fields":{"time_format":"relative"},"events":[""";
        string text = before + Sent(1, 0) + "," + Sent(2, 1) + "," + Sent(3, 2) + "]}]}";
        for (int length = before.Length; length < text.Length; length += 13)
        {
            using ImportedText import = new(text[..length]);
            int whole = (length - before.Length + 1) / (Sent(1, 0).Length + 1);
            Assert.Equal(whole == 0 ? "" : $"{whole}", import.Figures[0].Split('|')[0]);
            Assert.Contains($"byte {length}: The file ends in the midst of its JSON", import.File.Failure, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_contained_file_with_an_error_gives_the_events_before_it_and_says_where_it_is()
    {
        string text = """{"qlog_version":"0.3","traces":[{"vantage_point":{},"common_fields":{"time_format":"relative"},"events":["""
            + Sent(1, 0) + "," + Sent(2, 1) + " " + Sent(3, 2) + "]}]}";
        using ImportedText import = new(text);
        Assert.Equal("2", import.Figures[0].Split('|')[0]);
        Assert.StartsWith($"trace.qlog, byte {text.IndexOf("} {", StringComparison.Ordinal) + 2}: A comma", import.File.Failure, StringComparison.Ordinal);
    }

    [Fact]
    public void An_event_that_does_not_end_is_reported_where_it_breaks_and_not_at_the_files_end()
    {
        string text = """{"qlog_version":"0.3","traces":[{"vantage_point":{},"common_fields":{"time_format":"relative"},"events":["""
            + Sent(1, 0) + "," + Sent(2, 1)[..^2] + "," + Sent(3, 2) + "]}]}";
        using ImportedText import = new(text);
        Assert.Equal("1", import.Figures[0].Split('|')[0]);
        Assert.Equal(text.LastIndexOf("{\"time\"", StringComparison.Ordinal), Assert.Single(import.File.Problems).Offset);
        Assert.NotNull(import.File.Failure);
    }

    [Fact]
    public void A_quote_that_is_missing_is_reported_where_it_breaks_the_event()
    {
        string text = """{"qlog_version":"0.3","traces":[{"vantage_point":{},"common_fields":{"time_format":"relative"},"events":["""
            + Sent(1, 0) + "," + Sent(2, 1).Replace("\"1RTT\"", "\"1RTT", StringComparison.Ordinal) + "]}]}";
        using ImportedText import = new(text);
        Assert.Equal("1", import.Figures[0].Split('|')[0]);
        Assert.StartsWith($"trace.qlog, byte {text.LastIndexOf("packet_number", StringComparison.Ordinal)}: An event is broken", import.File.Failure, StringComparison.Ordinal);
    }

    [Fact]
    public void A_packed_file_that_is_cut_off_gives_what_it_has()
    {
        StringBuilder text = new(Head + "\n");
        for (int n = 0; n < 5000; n++)
        {
            text.Append(Sent(n, n)).Append('\n');
        }

        using MemoryStream packed = new();
        using (GZipStream gzip = new(packed, CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text.ToString()));
        }

        byte[] bytes = packed.ToArray();
        using ImportedText whole = new(bytes, "trace.sqlog.gz");
        Assert.Equal("5000", whole.Figures[0].Split('|')[0]);
        using ImportedText cut = new(bytes[..(bytes.Length / 2)], "trace.sqlog.gz");
        Assert.InRange(int.Parse(cut.Figures[0].Split('|')[0], System.Globalization.CultureInfo.InvariantCulture), 1000, 4000);
    }

    [Fact]
    public void A_range_that_says_everything_acknowledges_what_is_out_and_no_more()
    {
        StringBuilder text = new(Head + "\n");
        for (int n = 0; n < 200; n++)
        {
            text.Append(Sent(n, n * 1000)).Append('\n');
            text.Append("""{"time":500,"name":"transport:packet_received","data":{"header":{"packet_type":"1RTT","packet_number":7},"frames":[{"frame_type":"ack","acked_ranges":[[0,4611686018427387903],[18446744073709551615,0],[5],["a","b"],[]]}]}}""").Append('\n');
        }

        using ImportedText import = new(text.ToString());
        Assert.Equal("200|200|200", string.Join('|', import.Figures[0].Split('|')[..3]));
    }

    [Fact]
    public void Names_are_kept_in_number_length_and_letters()
    {
        StringBuilder text = new(Head + "\n");
        for (int n = 0; n < 1000; n++)
        {
            text.Append($$$$"""{"time":{{{{n}}}},"name":"ev{{{{n}}}}'\"; DROP TABLE x;--\u0000=cmd{{{{new string('x', n % 200)}}}}:ü","data":{"n":{{{{n}}}} }}""").Append('\n');
        }

        using ImportedText import = new(text.ToString());
        Assert.Equal(["1000"], import.Rows("SELECT sum(event_count) FROM event_types WHERE provider = 'qlog' AND category = 'Qlog'"));
        Assert.Equal(["401"], import.Rows("SELECT count(*) FROM event_types WHERE provider = 'qlog' AND category = 'Qlog'"));
        Assert.Empty(import.Rows("SELECT name FROM event_types WHERE name GLOB '*[^A-Z0-9_]*' OR length(name) > 110"));
        Assert.Equal(["600"], import.Rows("SELECT count(*) FROM other_event WHERE data LIKE '{\"n\":%' AND name LIKE 'ev%'"));
    }

    [Fact]
    public void What_nothing_else_holds_of_an_event_stays_with_it()
    {
        using ImportedText import = new(Head + "\n" + """
            {"time":1,"name":"transport:packet_sent","group_id":"g","data":{"header":{"packet_type":"0RTT","packet_number":3,"dcid":"ab"},"raw":{"length":90,"payload_length":60},"frames":[{"frame_type":"ping"},{"frame_type":"stream","stream_id":2,"offset":0,"length":5},{"frame_type":"stream","stream_id":2,"offset":5,"length":6,"odd":1}],"is_coalesced":true},"path":"p"}
            {"time":2,"name":"http:frame_created","data":{"stream_id":2,"frame":{"frame_type":"data"}}}
            {"time":3,"name":"recovery:metrics_updated","data":{"congestion_window":1,"odd":{"a":[1]}}}
            """.ReplaceLineEndings("\n"));
        Assert.Equal(0, import.File.ProblemCount);
        Assert.Equal(
            """{"data":{"is_coalesced":true,"header":{"packet_type":"0RTT","dcid":"ab"},"raw":{"payload_length":60},"frames":[{"frame_type":"ping"},{"frame_type":"stream","stream_id":2,"offset":5,"length":6,"odd":1}]},"event":{"path":"p"}}""",
            import.Row("SELECT data FROM transport_packet_sent"));
        Assert.Equal("""{"stream_id":2,"frame":{"frame_type":"data"}}""", import.Row("SELECT data FROM http_frame_created"));
        Assert.Equal("""{"odd":{"a":[1]}}""", import.Row("SELECT data FROM recovery_metrics_updated"));
        Assert.Equal("2", import.Row("SELECT count(*) FROM trace WHERE ts_ns = 1000000"));
    }

    [Fact]
    public void Depth_is_bounded_and_what_is_too_deep_takes_nothing_else_with_it()
    {
        string deep = new string('[', 100_000) + new string(']', 100_000);
        using ImportedText import = new(Head + "\n" + $$$$"""{"time":1,"name":"a:b","data":{{{{deep}}}} }""" + "\n" + Sent(2, 0) + "\n");
        Assert.Equal(1, import.File.ProblemCount);
        Assert.Equal("1", import.Figures[0].Split('|')[0]);
    }

    [Fact]
    public void Packets_of_which_nothing_is_said_are_counted_and_times_that_go_back_change_no_figure()
    {
        using ImportedText import = new(Head + "\n" + """
            {"time":100,"name":"transport:packet_sent"}
            {"time":90,"name":"transport:packet_received","data":null}
            {"time":120,"name":"recovery:metrics_updated","data":{"bytes_in_flight":5,"latest_rtt":0}}
            {"time":110,"name":"recovery:metrics_updated","data":{"bytes_in_flight":7,"latest_rtt":0}}
            {"time":130,"name":"recovery:metrics_updated","data":{"bytes_in_flight":7}}
            {"name":"recovery:packet_lost","data":{}}
            {"time":"soon","name":"transport:packet_sent","data":[1]}
            """.ReplaceLineEndings("\n"));
        Assert.Equal(["2|1||1|||0|0|40000"], import.Figures);
        Assert.Equal("7", import.Row("SELECT last_bytes_in_flight FROM flow_summary"));
        Assert.Equal("[1]", import.Row("SELECT json_extract(data, '$.data') FROM transport_packet_sent WHERE data <> ''"));
        Assert.Equal(1, import.File.ProblemCount);
    }

    [Fact]
    public void A_trace_without_an_event_is_a_flow_all_the_same()
    {
        using ImportedText import = new("""{"qlog_version":"0.3","traces":[{"vantage_point":{"name":"a"},"events":[]},{"error_description":"none"},{"vantage_point":{"name":"b"}}]}""");
        Assert.Equal(["||||||||0", "||||||||0", "||||||||0"], import.Figures);
        Assert.Equal(["a", "qlog", "b"], import.Rows("SELECT service FROM runs ORDER BY run_id"));
    }

    [Fact]
    public void A_stream_ends_once_both_ends_said_so_or_one_reset_it()
    {
        using ImportedText import = new(Head + "\n" + """
            {"time":1,"name":"transport:packet_sent","data":{"header":{"packet_number":0},"frames":[{"frame_type":"stream","stream_id":0,"offset":0,"length":1,"fin":true},{"frame_type":"stream","stream_id":2,"offset":0,"length":1,"fin":true},{"frame_type":"reset_stream","stream_id":8,"error_code":1,"final_size":0}]}}
            {"time":2,"name":"transport:packet_received","data":{"header":{"packet_number":0},"frames":[{"frame_type":"max_stream_data","stream_id":0,"maximum":99},{"frame_type":"max_data","maximum":77},{"frame_type":"stream","stream_id":0,"offset":0,"length":1,"fin":true},{"frame_type":"stream","stream_id":0,"offset":0,"length":1,"fin":true},{"frame_type":"reset_stream","stream_id":0}]}}
            {"time":3,"name":"quic:stream_data_blocked_updated","data":{"stream_id":0,"new":"blocked","reason":"stream_flow_control"}}
            {"time":4,"name":"quic:connection_data_blocked_updated","data":{"new":"unblocked","reason":"pacing"}}
            """.ReplaceLineEndings("\n"));
        Assert.Equal(["2|finished", "8|reset_sent", "0|finished"], import.Rows("SELECT stream_id, reason FROM stream_closed ORDER BY ts_ns, id"));
        Assert.Equal("0,2", import.Row("SELECT group_concat(stream_id) FROM (SELECT stream_id FROM stream_opened ORDER BY stream_id)"));
        Assert.Equal("99|77", import.Row("SELECT (SELECT max_data FROM stream_max_data_update), (SELECT max_data FROM connection_max_data_update)"));
        Assert.Equal("stream_limit|pacing", import.Row("SELECT (SELECT reason FROM data_blocked), (SELECT reason FROM data_unblocked)"));
        Assert.Equal("3000", import.Figures[0].Split('|')[^1]);
    }

    [Fact]
    public void Connections_are_told_apart_by_their_group()
    {
        using ImportedText import = new(Head + "\n" + string.Concat(Enumerable.Range(0, 6).Select(static n =>
            Sent(n, n).Replace("{\"time\"", $"{{\"group_id\":\"{n % 2}\",\"time\"", StringComparison.Ordinal) + "\n")));
        Assert.Equal(["3||||||||4000", "3||||||||4000"], import.Figures);

        using ImportedText columns = new("""
            {"qlog_version":"draft-01","traces":[{"vantage_point":{},"common_fields":{},"event_fields":["ODCID","relative_time","category","event","data"],"events":[
            ["a",0,"transport","packet_sent",{}],["b","1","transport","packet_sent",{}],["a",2,"transport","packet_sent",{}]]}]}
            """);
        Assert.Equal(["2||||||||2000", "1||||||||0"], columns.Figures);
        Assert.Equal(["a", "b"], columns.Rows("SELECT group_id FROM trace WHERE group_id <> '' ORDER BY flow_id"));
    }

    private static string Sent(int time, int number) =>
        $"{{\"time\":{time},\"name\":\"transport:packet_sent\",\"data\":{{\"header\":{{\"packet_type\":\"1RTT\",\"packet_number\":{number}}}}}}}";
}
