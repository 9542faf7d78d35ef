using System.Globalization;
using System.Text;
using System.Text.Json;
using Ojo.Interop.Exporting;
using Ojo.Interop.Qlog.Export;
using Ojo.Interop.Tests.Timeline;
using Ojo.Storage;

namespace Ojo.Interop.Tests.Qlog.Export;

/// <summary>Exports to qlog, held to what the loaders and views of qvis look up, rule by rule, and to the IETF's drafts.</summary>
public sealed class ViewerRulesTests : IDisposable
{
    private static readonly string[] s_versions = ["0.1", "draft-00", "draft-01", "draft-02-wip", "draft-02", "draft-02-RC1", "qlog-03-WIP", "0.3"];

    private readonly LifeStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public void The_loader_finds_version_and_format_at_the_beginning()
    {
        string text = Encoding.UTF8.GetString(_store.Export("qlog"));
        string sniffed = text[..Math.Min(1024, text.Length)];
        JsonElement file = JsonElement.Parse(text);

        Assert.Contains("\"qlog_version\"", sniffed, StringComparison.Ordinal);
        Assert.Contains("\"qlog_format\"", sniffed, StringComparison.Ordinal);
        Assert.DoesNotContain("NDJSON", sniffed, StringComparison.Ordinal);
        Assert.DoesNotContain("JSON-SEQ", sniffed, StringComparison.Ordinal);
        Assert.Contains(file.GetProperty("qlog_version").GetString(), s_versions);
        Assert.Equal("JSON", file.GetProperty("qlog_format").GetString());
        Assert.Contains("\"serialization_format\":\"application/qlog+json\"", text[..256], StringComparison.Ordinal);
        Assert.Equal("urn:ietf:params:qlog:file:contained", file.GetProperty("file_schema").GetString());
    }

    [Fact]
    public void Every_connection_is_a_trace_with_events_in_order_of_time_and_no_groups()
    {
        JsonElement[] traces = Traces();

        Assert.Equal(["flow 1-1", "flow 1-2"], traces.Select(static trace => trace.GetProperty("title").GetString()));
        Assert.Equal(["server", "unknown"], traces.Select(static trace => trace.GetProperty("vantage_point").GetProperty("type").GetString()));
        foreach (JsonElement trace in traces)
        {
            long[] times = [.. Events(trace).Select(Ns)];
            Assert.NotEmpty(times);
            Assert.Equal(times.Order(), times);
            Assert.All(Events(trace), static one => Assert.False(one.TryGetProperty("group_id", out _)));
            Assert.All(Events(trace), static one => Assert.Equal(["data", "name", "time"], one.EnumerateObject().Select(static member => member.Name).Order(StringComparer.Ordinal)));
            Assert.Equal("2023-11-14T22:13:20.123456789Z", trace.GetProperty("common_fields").GetProperty("reference_time").GetProperty("epoch").GetString());
        }
    }

    [Fact]
    public void The_congestion_view_finds_packets_with_type_number_and_size()
    {
        JsonElement[] sent = Named("transport:packet_sent", 0);

        Assert.Equal(20, sent.Length);
        Assert.All(sent, static data => Assert.Equal("1RTT", data.GetProperty("header").GetProperty("packet_type").GetString()));
        Assert.Equal(Enumerable.Range(0, 20), sent.Select(static data => data.GetProperty("header").GetProperty("packet_number").GetInt32()));
        Assert.All(sent, static data => Assert.Equal(1200, data.GetProperty("raw").GetProperty("length").GetInt32()));
    }

    [Fact]
    public void The_congestion_view_finds_acknowledgements_in_packets_received_and_each_packet_only_once()
    {
        JsonElement received = Assert.Single(Named("transport:packet_received", 0));
        JsonElement ack = Assert.Single(received.GetProperty("frames").EnumerateArray(), static frame => Kind(frame) == "ack");

        Assert.Equal("1RTT", received.GetProperty("header").GetProperty("packet_type").GetString());
        Assert.Equal(7, received.GetProperty("header").GetProperty("packet_number").GetInt32());
        Assert.Equal("[[0,9]]", ack.GetProperty("acked_ranges").GetRawText());
    }

    [Fact]
    public void The_congestion_view_finds_losses_and_metrics()
    {
        JsonElement lost = Assert.Single(Named("recovery:packet_lost", 0));
        JsonElement[] metrics = Named("recovery:metrics_updated", 0);

        Assert.Equal("""{"header":{"packet_type":"1RTT","packet_number":12},"trigger":"reordering_threshold"}""", lost.GetRawText());
        Assert.Equal(Enumerable.Range(14_000, 20), metrics.Where(static data => data.TryGetProperty("congestion_window", out _)).Select(static data => data.GetProperty("congestion_window").GetInt32()));
        Assert.Equal("""{"smoothed_rtt":21,"latest_rtt":20}""", metrics.First(static data => data.TryGetProperty("latest_rtt", out _)).GetRawText());
    }

    [Fact]
    public void The_multiplexing_view_finds_each_streams_data_in_the_packet_that_carried_it()
    {
        JsonElement[] frames = [.. Named("transport:packet_sent", 0).Select(static data => Assert.Single(data.GetProperty("frames").EnumerateArray()))];

        Assert.All(frames, static frame => Assert.Equal("stream", Kind(frame)));
        Assert.All(frames, static frame => Assert.Equal(1100, frame.GetProperty("length").GetInt32()));
        Assert.All(frames, static frame => Assert.Equal(1100, frame.GetProperty("raw").GetProperty("length").GetInt32()));
        Assert.Equal(Enumerable.Range(0, 20).Select(static n => n % 2 == 0 ? 4 : 8), frames.Select(static frame => frame.GetProperty("stream_id").GetInt32()));
        Assert.Equal(Enumerable.Range(0, 20).Select(static n => n / 2 * 1100), frames.Select(static frame => frame.GetProperty("offset").GetInt32()));
    }

    [Fact]
    public void Roles_decide_and_not_names_and_a_programs_own_fields_are_kept()
    {
        JsonElement sent = Assert.Single(Named("transport:packet_sent", 1));
        JsonElement acknowledged = Assert.Single(Named("transport:packet_received", 1));
        string[] names = [.. Events(Traces()[1]).Select(static one => one.GetProperty("name").GetString()!)];

        Assert.Equal("""{"header":{"packet_type":"1RTT","packet_number":65536},"raw":{"length":500},"ojo":{"event":"SNAPSHOT_SENT","reason":"timer"}}""", sent.GetRawText());
        Assert.Equal("[[65536,65536]]", acknowledged.GetProperty("frames")[0].GetProperty("acked_ranges").GetRawText());
        Assert.True(acknowledged.GetProperty("ojo_frames_only").GetBoolean());
        Assert.Equal(["ojo:server_load", "ojo:server_load", "ojo:chat\"<b>", "ojo:0xf0000001"], names.Where(static name => name.StartsWith("ojo:", StringComparison.Ordinal) && name != "ojo:events_dropped"));
        JsonElement chat = Assert.Single(Named("ojo:chat\"<b>", 1));
        Assert.Equal("\"}],\"<script>\uFFFD\0\n", chat.GetProperty("said\"\n").GetString());
        Assert.Equal(["18446744073709551615", "2", "3"], Assert.Single(Named("ojo:0xf0000001", 1)).GetProperty("words").EnumerateArray().Select(static word => word.GetString()));
    }

    [Fact]
    public void Where_events_were_lost_is_said_in_the_traces_that_lasted_then()
    {
        JsonElement[] dropped = Named("ojo:events_dropped", 0);

        Assert.Equal(["0.010000", "0.015000"], Events(Traces()[0]).Where(static one => one.GetProperty("name").GetString() == "ojo:events_dropped").Select(static one => one.GetProperty("time").GetRawText()));
        Assert.Equal([321, 7], dropped.Select(static data => data.GetProperty("events").GetInt32()));
        Assert.Empty(Named("ojo:events_dropped", 1));
    }

    [Fact]
    public void Lives_states_and_blocks_have_the_drafts_words()
    {
        Assert.Equal("""{"new":"blocked","reason":"congestion_control","ojo":{"limit":"5000"}}""", Named("transport:connection_data_blocked_updated", 0)[0].GetRawText());
        Assert.Equal(["handshake", "established"], Named("connectivity:connection_state_updated", 0).Select(static data => data.GetProperty("new").GetString()));
        Assert.Equal(["4 open", "8 open", "4 closed"], Named("transport:stream_state_updated", 0).Select(static data => $"{data.GetProperty("stream_id")} {data.GetProperty("new")}"));
        Assert.Single(Named("connectivity:connection_started", 0));
        JsonElement closed = Assert.Single(Named("connectivity:connection_closed", 0));
        Assert.Equal((7, "application"), (closed.GetProperty("application_code").GetInt32(), closed.GetProperty("trigger").GetString()));
    }

    [Fact]
    public void With_the_drafts_names_nothing_of_the_old_ones_is_left()
    {
        QlogExporter exporter = new(isSequence: false, QlogNames.Ietf);
        JsonElement file = JsonElement.Parse(LifeStore.Export(exporter, new ExportSource(_store.Reader)));
        string[] names = [.. file.GetProperty("traces").EnumerateArray().SelectMany(Events).Select(static one => one.GetProperty("name").GetString()!).Distinct()];

        Assert.False(file.TryGetProperty("qlog_version", out _));
        Assert.False(file.TryGetProperty("qlog_format", out _));
        Assert.All(names, static name => Assert.True(name.StartsWith("quic:", StringComparison.Ordinal) || name.StartsWith("ojo:", StringComparison.Ordinal)));
        Assert.Superset(
            new HashSet<string> { "quic:packet_sent", "quic:packet_received", "quic:packet_lost", "quic:recovery_metrics_updated", "quic:connection_data_blocked_updated" }, names.ToHashSet());
        Assert.All(file.GetProperty("traces").EnumerateArray(), static trace => Assert.Equal("urn:ietf:params:qlog:events:quic-13", trace.GetProperty("event_schemas")[0].GetString()));
    }

    [Fact]
    public void A_sequence_has_a_head_and_a_record_for_each_event_of_one_connection()
    {
        string text = Encoding.UTF8.GetString(_store.Export("sqlog", new ExportSource(_store.Reader) { Flows = [new FlowKey(1, 1)] }));
        string[] records = text.Split('\u001e');
        JsonElement head = JsonElement.Parse(records[1]);

        Assert.Equal("", records[0]);
        Assert.All(records.Skip(1), static record => Assert.EndsWith("\n", record, StringComparison.Ordinal));
        Assert.Equal(("0.3", "JSON-SEQ"), (head.GetProperty("qlog_version").GetString(), head.GetProperty("qlog_format").GetString()));
        Assert.False(head.GetProperty("trace").TryGetProperty("events", out _));
        Assert.Equal(Events(Traces()[0]).Select(static one => one.GetRawText()), records.Skip(2).Select(static record => record.TrimEnd('\n')));
        StoreQueryException refused = Assert.Throws<StoreQueryException>(() => _store.Export("sqlog"));
        Assert.Contains("2 connections", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_connection_with_more_events_than_can_be_kept_is_the_same_file()
    {
        byte[] whole = _store.Export("qlog");

        Assert.Equal(whole, LifeStore.Export(new QlogExporter(isSequence: false) { MostAtOnce = 3 }, new ExportSource(_store.Reader)));
        Assert.Equal(whole, LifeStore.Export(new QlogExporter(isSequence: false) { MostAtOnce = 40 }, new ExportSource(_store.Reader)));
    }

    [Fact]
    public void Where_nothing_is_selected_there_is_no_trace_without_an_event()
    {
        JsonElement none = JsonElement.Parse(_store.Export("qlog", new ExportSource(_store.Reader) { TypeKeys = new HashSet<int>() }));
        JsonElement some = JsonElement.Parse(_store.Export("qlog", new ExportSource(_store.Reader) { FromNs = 40_000 }));

        Assert.Equal(0, none.GetProperty("traces").GetArrayLength());
        Assert.Equal("flow 1-1", Assert.Single(some.GetProperty("traces").EnumerateArray()).GetProperty("title").GetString());
    }

    private static IEnumerable<JsonElement> Events(JsonElement trace) => trace.GetProperty("events").EnumerateArray();

    private static long Ns(JsonElement one) => (long)(decimal.Parse(one.GetProperty("time").GetRawText(), CultureInfo.InvariantCulture) * 1_000_000);

    private static string Kind(JsonElement frame) => frame.GetProperty("frame_type").GetString()!;

    private JsonElement[] Traces() => [.. JsonElement.Parse(_store.Export("qlog")).GetProperty("traces").EnumerateArray()];

    private JsonElement[] Named(string name, int trace) =>
        [.. Events(Traces()[trace]).Where(one => one.GetProperty("name").GetString() == name).Select(static one => one.GetProperty("data"))];
}
