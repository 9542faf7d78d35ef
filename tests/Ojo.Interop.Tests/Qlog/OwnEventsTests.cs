using System.Globalization;

namespace Ojo.Interop.Tests.Qlog;

/// <summary>Events that only some writers have, or call by names of their own, mean what they mean.</summary>
public sealed class OwnEventsTests
{
    [Theory]
    [InlineData(3, 3)]
    [InlineData(0, 0)]
    [InlineData(4_000_000_000_000, 65_536)]
    public void Mvfst_tells_several_losses_in_one_event_and_acknowledgements_one_by_one(long lost, int told)
    {
        using ImportedText import = new("""
            {"traces":[{"events":[
            ["1000","transport","packet_sent",{"packet_type":"1RTT","header":{"packet_size":1200,"packet_number":7},"frames":[]}],
            ["1500","transport","packet_sent",{"packet_type":"1RTT","header":{"packet_size":1200,"packet_number":8},"frames":[]}],
            ["2000","transport","packet_ack",{"packet_num_space":"2","packet_num":7}],
            ["2001","transport","packet_ack",{"packet_num_space":"2","packet_num":7}],
            ["2002","transport","packet_ack",{"packet_num_space":"0","packet_num":1}],
            ["3000","loss","packets_lost",{"largest_lost_packet_num":8,"lost_bytes":3600,"lost_packets":@}]
            ],"event_fields":["relative_time","category","event","data"],"common_fields":{"reference_time":"0","protocol_type":"QUIC"},
            "configuration":{"time_units":"us","time_offset":0},"vantage_point":{"type":"server"}}],"qlog_version":"draft-00"}
            """.Replace("@", lost.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
        Assert.Equal((null, 0L), (import.File.Failure, import.File.ProblemCount));
        Assert.Equal($"2|2|{(told == 0 ? "" : told)}", import.Row("SELECT packets_sent, packets_acked, packets_lost FROM flow_summary"));
        Assert.Equal(["application_data|7", "initial|1"], import.Rows("SELECT space, packet_number FROM packet_acked_in_space ORDER BY packet_number DESC"));
        Assert.Equal(told == 0 ? [] : ["8"], import.Rows("SELECT packet_number FROM packet_lost_in_space"));
        Assert.Contains("3600", import.Row("SELECT data FROM loss_packets_lost"), StringComparison.Ordinal);
    }

    [Fact]
    public void Lsquic_calls_packets_received_and_their_types_otherwise()
    {
        using ImportedText import = new("""
            {"qlog_version":"draft-01","traces":[{"vantage_point":{"type":"client"},"common_fields":{},"configuration":{"time_units":"us"},
            "event_fields":["time","CATEGORY","EVENT_TYPE","TRIGGER","DATA"],"events":[
            [5000,"CONNECTIVITY","NEW_CONNECTION","LINE",{"ip_version":"4","srcip":"127.0.0.1","dstip":"127.0.0.1","srcport":"1","dstport":"2"}],
            [6000,"TRANSPORT","PACKET_RX","LINE",{"raw":"c0ff...","header":{"type":"Initial","payload_length":"1200","packet_number":"3"},"frames":[{"frame_type":"QUIC_FRAME_ACK"}]}],
            [9000,"TRANSPORT","PACKET_RX","LINE",{"raw":"40ff...","header":{"type":"Short","payload_length":"40","packet_number":"4"}}]]}]}
            """);
        Assert.Equal((null, 0L), (import.File.Failure, import.File.ProblemCount));
        Assert.Equal("2|4000", import.Row("SELECT packets_received, duration_us FROM flow_summary"));
        Assert.Equal(["initial|3", "application_data|4"], import.Rows("SELECT space, packet_number FROM packet_received_unsized ORDER BY packet_number"));
        Assert.Contains("c0ff...", import.Rows("SELECT data FROM transport_packet_rx ORDER BY id")[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Quinn_tells_connections_of_one_stream_of_events_apart_by_their_groups()
    {
        using ImportedText import = new(string.Concat(((string[])[
            """{"qlog_version":"0.3","qlog_format":"JSON-SEQ","trace":{"vantage_point":{"type":"client"},"configuration":{"time_offset":0.0}}}""",
            """{"time":1.5,"name":"recovery:metrics_updated","data":{"min_rtt":20.5,"latest_rtt":21.0,"congestion_window":14000},"group_id":"c0ffee"}""",
            """{"time":9.0,"name":"recovery:packet_lost","data":{"header":{"packet_type":"1RTT","packet_number":7,"length":1200},"trigger":"time_threshold"},"group_id":"c0ffee"}""",
            """{"time":9.5,"name":"recovery:metrics_updated","data":{"latest_rtt":22.0},"group_id":"beef"}"""]).Select(static record => $"\u001e{record}\n")));
        Assert.Equal((null, 0L), (import.File.Failure, import.File.ProblemCount));
        Assert.Equal(["1|14000|20500|7500", "||22000|0"], import.Rows("SELECT packets_lost, max_cwnd, min_rtt_us, duration_us FROM flow_summary ORDER BY flow_id"));
    }
}
