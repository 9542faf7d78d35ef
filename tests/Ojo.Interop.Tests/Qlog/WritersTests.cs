namespace Ojo.Interop.Tests.Qlog;

/// <summary>The same short life of a connection, as the writers of several implementations put it, gives the same figures.</summary>
public sealed class WritersTests
{
    private const string Figures = "2|1|1|1|1|14000|20500|20750|60000";

    private const string Event03 = """
        {"time":@00,"name":"transport:packet_sent","data":{"header":{"packet_type":"1RTT","packet_number":0},"raw":{"length":1200},"frames":[{"frame_type":"stream","stream_id":4,"offset":0,"length":1100}]}}
        {"time":@01,"name":"transport:packet_sent","data":{"header":{"packet_type":"1RTT","packet_number":1},"raw":{"length":1200},"frames":[{"frame_type":"stream","stream_id":4,"offset":1100,"length":50,"fin":true}]}}
        {"time":@21,"name":"transport:packet_received","data":{"header":{"packet_type":"1RTT","packet_number":0},"raw":{"length":60},"frames":[{"frame_type":"ack","ack_delay":0.1,"acked_ranges":[[0,0]]}]}}
        {"time":@22,"name":"recovery:metrics_updated","data":{"congestion_window":14000,"min_rtt":20.5,"latest_rtt":21}}
        {"time":@23,"name":"recovery:metrics_updated","data":{"congestion_window":13000,"latest_rtt":20.5}}
        {"time":@60,"name":"recovery:packet_lost","data":{"header":{"packet_type":"1RTT","packet_number":1},"trigger":"time_threshold"}}
        """;

    // Names of today, in records that begin with a separator, with an epoch that nobody knows.
    private const string Ietf = """
        {"time":5,"name":"quic:packet_sent","data":{"header":{"packet_type":"1RTT","packet_number":0},"raw":{"length":1200,"payload_length":1180},"frames":[{"frame_type":"stream","stream_id":4,"offset":0,"raw":{"length":1100}}]}}
        {"time":6,"name":"quic:packet_sent","data":{"header":{"packet_type":"1RTT","packet_number":"1"},"raw":{"length":"1200"},"frames":[{"frame_type":"stream","stream_id":"4","offset":"1100","fin":true,"raw":{"length":50}}]}}
        {"time":26,"name":"quic:packet_received","data":{"header":{"packet_type":"1RTT","packet_number":0},"raw":{"length":60},"frames":[{"frame_type":"ack","acked_ranges":[[0]]}]}}
        {"time":26,"name":"quic:packets_acked","data":{"packet_number_space":"application_data","packet_numbers":[0]}}
        {"time":27,"name":"quic:recovery_metrics_updated","data":{"congestion_window":"14000","min_rtt":20.5,"latest_rtt":21}}
        {"time":28,"name":"quic:recovery_metrics_updated","data":{"congestion_window":13000,"latest_rtt":20.5}}
        {"time":65,"name":"quic:packet_lost","data":{"header":{"packet_type":"1RTT","packet_number":1},"trigger":"pto_expired"}}
        """;

    // What mvfst writes: keys in no order, events before everything else, times of its own clock in microseconds.
    private const string Mvfst = """
        {"traces":[{"events":[
        ["912000000","transport","packet_sent",{"packet_type":"1RTT","header":{"packet_size":1200,"packet_number":0},"frames":[{"offset":0,"length":1100,"fin":false,"stream_id":"4","frame_type":"stream"}]}],
        ["912001000","transport","packet_sent",{"packet_type":"1RTT","header":{"packet_size":1200,"packet_number":1},"frames":[{"offset":1100,"length":50,"fin":true,"stream_id":"4","frame_type":"stream"}]}],
        ["912021000","transport","packet_received",{"packet_type":"1RTT","header":{"packet_size":60,"packet_number":0},"frames":[{"acked_ranges":[[0,0]],"frame_type":"ack","ack_delay":100}]}],
        ["912022000","metric_update","congestion_metric_update",{"bytes_in_flight":1200,"current_cwnd":14000,"congestion_event":"packet ack","state":"","recovery_state":""}],
        ["912022000","recovery","metric_update",{"latest_rtt":21000,"min_rtt":20500,"smoothed_rtt":20600,"ack_delay":1}],
        ["912023000","recovery","metric_update",{"latest_rtt":20500,"min_rtt":20500,"smoothed_rtt":20600,"ack_delay":1}],
        ["912060000","recovery","packet_lost",{"packet_number":1,"packet_type":"1RTT"}]
        ],"event_fields":["relative_time","category","event","data"],"common_fields":{"reference_time":"0","protocol_type":"QUIC","dcid":"00"},
        "configuration":{"time_units":"us","time_offset":0},"vantage_point":{"name":"server","type":"server"}}],"summary":{"trace_count":1},"qlog_version":"draft-00"}
        """;

    // Names in capitals, columns in another order, time in a column that has no name of its own, three of them for the name.
    private const string Capitals = """
        {"qlog_version":"draft-01","traces":[{"vantage_point":{"type":"CLIENT"},"common_fields":{},"configuration":{"time_units":"us"},
        "event_fields":["CATEGORY","EVENT_TYPE","TRIGGER","DATA","TIME"],"events":[
        ["TRANSPORT","PACKET_SENT","LINE",{"packet_type":"1RTT","header":{"packet_size":"1200","packet_number":"0"},"frames":[{"frame_type":"STREAM","id":"4","offset":"0","length":"1100"}]},"100000"],
        ["TRANSPORT","PACKET_SENT","LINE",{"packet_type":"1RTT","header":{"packet_size":"1200","packet_number":"1"},"frames":[{"frame_type":"STREAM","id":"4","offset":"1100","length":"50"}]},"101000"],
        ["TRANSPORT","PACKET_RECEIVED","LINE",{"packet_type":"1RTT","header":{"packet_size":"60","packet_number":"0"},"frames":[{"frame_type":"ACK","acked_ranges":["0-0"]}]},"121000"],
        ["RECOVERY","METRIC_UPDATE","LINE",{"cwnd":"14000","min_rtt":"20500","latest_rtt":"21000"},"122000"],
        ["RECOVERY","METRIC_UPDATE","LINE",{"cwnd":"13000","latest_rtt":"20500"},"122000"],
        ["RECOVERY","PACKET_LOST","LINE",{"type":"1RTT","packet_number":"1"},"160000"]]}]}
        """;

    public static TheoryData<string, string> Files() => new()
    {
        { "lines, relative", Lines("""{"qlog_format":"NDJSON","qlog_version":"draft-02","trace":{"vantage_point":{"type":"server"},"common_fields":{"reference_time":1795157157553.9614,"time_format":"relative"}}}""", Event03, "1") },
        { "lines, absolute", Lines("""{"qlog_format":"NDJSON","qlog_version":"0.3","trace":{"vantage_point":{"type":"server"},"common_fields":{"group_id":"aa"}}}""", Event03, "17951571575") },
        { "records, relative", Records("""{"qlog_format":"JSON-SEQ","qlog_version":"0.3","trace":{"vantage_point":{"type":"client","name":"quiche"},"common_fields":{"reference_time":0,"time_format":"relative"},"configuration":{"time_offset":0.0}}}""", Event03, "1") },
        { "contained, qlog-03-WIP", Contained("""{"qlog_format":"JSON","qlog_version":"qlog-03-WIP","title":"t","traces":[{"vantage_point":{"type":"client"},"common_fields":{"time_format":"relative"},"events":[@]}]}""", Event03, "1") },
        { "contained, events first", Contained("""{"traces":[{"events":[@],"common_fields":{"time_format":"relative","reference_time":"1795157157553.9"},"vantage_point":{"type":"client"}}],"qlog_version":"0.3"}""", Event03, "7") },
        { "contained, nothing else", Contained("""{"traces":[{"events":[@]}],"qlog_version":"draft-02-RC1"}""", Event03, "7") },
        { "today, records", Records("""{"file_schema":"urn:ietf:params:qlog:file:sequential","serialization_format":"application/qlog+json-seq","trace":{"event_schemas":["urn:ietf:params:qlog:events:quic-13"],"vantage_point":{"type":"server"},"common_fields":{"time_format":"relative_to_epoch","reference_time":{"clock_type":"monotonic","epoch":"unknown","wall_clock_time":"2026-01-02T03:04:05.678Z"}}}}""", Ietf, "") },
        { "today, contained, no epoch", Contained("""{"file_schema":"urn:ietf:params:qlog:file:contained","serialization_format":"application/qlog+json","traces":[{"event_schemas":["urn:ietf:params:qlog:events:quic-13"],"events":[@],"common_fields":{"reference_time":{"clock_type":"system","epoch":"2026-01-02T03:04:05Z"}}}]}""", Ietf, "") },
        { "mvfst", Mvfst },
        { "capitals", Capitals },
        { "a byte order mark and white space", "\uFEFF \r\n" + Contained("""{ "qlog_version" : "0.4", "traces" : [ { "vantage_point":{}, "common_fields":{"time_format":"relative"}, "events" : [ @ ] } ] }""", Event03, "1").Replace(",", " ,\t", StringComparison.Ordinal) },
        { "differences", Contained("""{"qlog_version":"0.3","traces":[{"vantage_point":{},"common_fields":{"time_format":"delta"},"events":[@]}]}""", Deltas(), "") },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void Each_writers_form_gives_the_same_figures(string form, string text)
    {
        Assert.NotEmpty(form);
        using ImportedText import = new(text);
        Assert.Equal((null, 0L), (import.File.Failure, import.File.ProblemCount));
        Assert.Equal([Figures], import.Figures);
        Assert.Equal("4|1|2|1150", import.Row("""
            SELECT stream_id, (SELECT count(*) FROM stream_opened), count(*), sum(length) FROM stream_data_sent
            """));
    }

    [Fact]
    public void A_clock_of_ones_own_counts_from_the_first_event_and_dates_stay_what_they_are()
    {
        using ImportedText own = new(Mvfst);
        Assert.Equal("0|60000000", own.Row("SELECT first_event_ts, last_event_ts FROM flows WHERE parent_flow_id IS NULL"));
        Assert.Equal("server", own.Row("SELECT service FROM runs"));

        using ImportedText dated = new(Records("""{"file_schema":"urn:ietf:params:qlog:file:sequential","trace":{"common_fields":{"reference_time":{"clock_type":"monotonic","epoch":"unknown","wall_clock_time":"2026-01-02T03:04:05.678Z"}}}}""", Ietf, ""));
        Assert.Equal("1767323045678000000", dated.Row("SELECT start_ns FROM runs"));
        Assert.Equal("5000000", dated.Row("SELECT first_event_ts FROM flows WHERE parent_flow_id IS NULL"));

        using ImportedText absolute = new(Contained("""{"qlog_version":"0.3","traces":[{"vantage_point":{},"common_fields":{},"events":[@]}]}""", Event03, "17951571575"));
        Assert.Equal("1795157157500000000", absolute.Row("SELECT start_ns FROM runs"));

        using ImportedText seconds = new(Contained("""{"qlog_version":"draft-01","traces":[{"vantage_point":{},"common_fields":{"reference_time":"1565011993.2358446","time_format":"relative"},"events":[@]}]}""", Event03, ""));
        Assert.Equal("1565011993235844600", seconds.Row("SELECT start_ns FROM runs"));
    }

    private static string Lines(string head, string events, string before) => head + "\n" + events.Replace("@", before, StringComparison.Ordinal).ReplaceLineEndings("\n") + "\n";

    private static string Records(string head, string events, string before) =>
        "\u001e" + Lines(head, events, before).TrimEnd('\n').Replace("\n", "\n\u001e", StringComparison.Ordinal) + "\n";

    private static string Contained(string form, string events, string before) =>
        form.Replace("@", events.Replace("@", before, StringComparison.Ordinal).ReplaceLineEndings(",\n"), StringComparison.Ordinal);

    private static string Deltas()
    {
        string text = Event03;
        foreach ((string time, string delta) in (ReadOnlySpan<(string, string)>)[("@00,", "3.25,"), ("@01,", "1,"), ("@21,", "20,"), ("@22,", "1,"), ("@23,", "1,"), ("@60,", "37,")])
        {
            text = text.Replace(time, delta, StringComparison.Ordinal);
        }

        return text;
    }
}
