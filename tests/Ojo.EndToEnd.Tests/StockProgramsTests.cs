using System.Text.Json;
using Ojo.EndToEnd.Tests.Programs;

namespace Ojo.EndToEnd.Tests;

/// <summary>The watcher and the explorer, which know nothing of the demo, over the demo's traces.</summary>
public sealed class StockProgramsTests(DemoTraces traces) : IClassFixture<DemoTraces>
{
    private const string Watcher = "src/Ojo.Watcher";
    private const string EveryEvent = """
        SELECT batch_start_us, ts_delta_us, ts_ns, flow_id, event_type, payload, file_name
        FROM events ORDER BY file_name, ts_ns, flow_id, event_type, payload
        """;

    [Fact]
    public async Task The_watcher_makes_of_the_traces_what_live_ingestion_made_of_them()
    {
        using TempDirectory directory = new();
        string database = directory.File("x.db");

        JsonElement summary = await WatchAsync(database);

        Assert.Equal(Database.Count(traces.LiveDatabase, "SELECT count(*) FROM events"), summary.GetProperty("events").GetInt64());
        Assert.Equal(Directory.GetFiles(traces.Output, "trace_*.bin").Length, summary.GetProperty("files").GetInt64());
        Assert.Equal((0, 0), (summary.GetProperty("dropped").GetInt64(), summary.GetProperty("quarantined").GetInt64()));
        Assert.Equal(Database.Rows(traces.LiveDatabase, EveryEvent), Database.Rows(database, EveryEvent));
        foreach (string view in Views(database))
        {
            // All of a type's fields, those of EXTEND records too; ids are the store's own business.
            string columns = string.Join(", ", (IEnumerable<string>)["flow_id", "ts_ns", .. Fields(database, view)]);
            string sql = $"SELECT {columns} FROM {view} ORDER BY {columns}";
            Assert.Equal(Database.Rows(traces.LiveDatabase, sql), Database.Rows(database, sql));
        }
    }

    [Fact]
    public async Task Watching_the_same_traces_twice_changes_nothing()
    {
        using TempDirectory directory = new();
        string database = directory.File("x.db");
        await WatchAsync(database);
        List<object[]> before = Database.Rows(database, EveryEvent);

        JsonElement summary = await WatchAsync(database);

        Assert.Equal((0, 0), (summary.GetProperty("files").GetInt64(), summary.GetProperty("events").GetInt64()));
        Assert.Equal(before, Database.Rows(database, EveryEvent));
    }

    [Fact]
    public async Task The_demos_own_events_are_named_and_decoded_without_the_demo()
    {
        using TempDirectory directory = new();
        string database = directory.File("x.db");
        await WatchAsync(database);
        await using RunningProgram explorer = RunningProgram.Start("src/Ojo.Explorer", "--db-path", database, "--port", "0");
        string address = (await explorer.WaitForLineAsync(@"^Listening on (http://127\.0\.0\.1:\d+)$")).Groups[1].Value;
        using HttpClient client = new() { BaseAddress = new Uri(address) };

        using JsonDocument types = JsonDocument.Parse(await client.GetStringAsync(new Uri("/api/event-types", UriKind.Relative)));
        Assert.Equal(
            ["local_id u64 identifier ", "peer_id u64 identifier ", "elapsed duration duration ns"], FieldsOf(types, "HANDSHAKE_COMPLETED"));
        Assert.Equal(
            ["packet_number u64 identifier ", "pto_count u32 count ", "reason enum state "], FieldsOf(types, "PROBE_SENT"));
        Assert.Equal(["queued u32 bytes bytes"], FieldsOf(types, "LINK_QUEUE_UPDATED"));
        Assert.Equal(["content_bytes u64 bytes bytes", "outcome enum state "], FieldsOf(types, "TRANSFER_COMPLETED"));

        using JsonDocument events = JsonDocument.Parse(await client.GetStringAsync(new Uri("/api/events?type=HANDSHAKE_COMPLETED&limit=100", UriKind.Relative)));
        Assert.Equal(8, events.RootElement.GetProperty("events").GetArrayLength());
        Assert.Contains("verified", Database.Texts(database, "SELECT DISTINCT outcome FROM transfer_completed"));
        Assert.Equal(["cubic", "new_reno"], Database.Texts(database, "SELECT DISTINCT algorithm FROM algorithm_chosen ORDER BY 1"));
        Assert.Contains("bad_luck", Database.Texts(database, "SELECT DISTINCT cause FROM link_datagram_dropped"));
        Assert.Equal(
            8, Database.Count(database, "SELECT count(*) FROM handshake_completed a JOIN handshake_completed b ON a.local_id = b.peer_id AND a.peer_id = b.local_id"));
    }

    [Fact]
    public async Task Names_texts_addresses_times_and_ranges_come_out_of_the_database_and_over_HTTP_as_they_went_in()
    {
        using TempDirectory directory = new();
        string database = directory.File("x.db");
        await WatchAsync(database);

        Assert.Equal(["client 4", "server 4"], Database.Texts(database, "SELECT endpoint || ' ' || count(*) FROM path_opened GROUP BY endpoint ORDER BY 1"));
        Assert.Equal(["127.0.0.1"], Database.Texts(database, "SELECT DISTINCT peer FROM path_opened"));
        string atTheirTime = "abs(strftime('%s', substr(opened_at, 1, 19)) - (start_ns + ts_ns) / 1000000000) < 60";
        Assert.Equal(8, Database.Count(database, $"SELECT count(*) FROM path_opened JOIN runs USING (run_id) WHERE {atTheirTime}"));
        string asItWas = "code = 'none' AND reason IN ('All transfers are done.', 'The client has been stopped.') AND by_peer = (role = 'server')";
        Assert.Equal(8, Database.Count(database, $"SELECT count(*) FROM close_explained JOIN connection_opened USING (flow_id) WHERE {asItWas}"));
        Assert.Equal(0, Database.Count(database, "SELECT count(*) FROM ack_received WHERE newest_end <= newest_start OR ack_delay < 0"));
        Assert.Equal(0, Database.Count(database, "SELECT count(*) FROM ack_gap_seen WHERE missing_last < missing_first"));

        await using RunningProgram explorer = RunningProgram.Start("src/Ojo.Explorer", "--db-path", database, "--port", "0");
        string address = (await explorer.WaitForLineAsync(@"^Listening on (http://127\.0\.0\.1:\d+)$")).Groups[1].Value;
        using HttpClient client = new() { BaseAddress = new Uri(address) };
        using JsonDocument types = JsonDocument.Parse(await client.GetStringAsync(new Uri("/api/event-types", UriKind.Relative)));
        Assert.Equal(
            ["endpoint string none ", "peer ip identifier ", "peer_port u16 identifier ", "local_port u16 identifier ", "opened_at timestamp none "],
            FieldsOf(types, "PATH_OPENED"));
        Assert.Equal(["code enum state ", "by_peer bool state ", "reason text none "], FieldsOf(types, "CLOSE_EXPLAINED"));
        Assert.Equal(["newest_start u64 range ", "newest_end u64 range ", "ack_delay duration duration ns"], FieldsOf(types, "ACK_RECEIVED"));
        Assert.Equal(["missing_first u64 range ", "missing_last u64 range "], FieldsOf(types, "ACK_GAP_SEEN"));

        string query = "/api/events?type=PATH_OPENED,CLOSE_EXPLAINED,ACK_GAP_SEEN&limit=10000";
        using JsonDocument page = JsonDocument.Parse(await client.GetStringAsync(new Uri(query, UriKind.Relative)));
        ILookup<string, JsonElement> fields = page.RootElement.GetProperty("events").EnumerateArray()
            .ToLookup(static e => e.GetProperty("name").GetString()!, static e => e.GetProperty("fields"));
        Assert.Equal(["client", "server"], fields["PATH_OPENED"].Select(static path => path.GetProperty("endpoint").GetString()!).Distinct().Order());
        Assert.All(fields["PATH_OPENED"], static path => Assert.Equal("127.0.0.1", path.GetProperty("peer").GetString()));
        Assert.Equal(
            Database.Texts(database, "SELECT opened_at FROM path_opened ORDER BY 1"),
            fields["PATH_OPENED"].Select(static path => path.GetProperty("opened_at").GetString()!).Order());
        Assert.Equal(
            Database.Texts(database, "SELECT reason FROM close_explained ORDER BY 1"),
            fields["CLOSE_EXPLAINED"].Select(static close => close.GetProperty("reason").GetString()!).Order());
        Assert.Equal(
            Database.Texts(database, "SELECT missing_first || '-' || missing_last FROM ack_gap_seen").Order(),
            fields["ACK_GAP_SEEN"].Select(static gap => $"{gap.GetProperty("missing_first")}-{gap.GetProperty("missing_last")}").Order());
    }

    [Fact]
    public void A_streams_flow_is_a_child_of_its_connections()
    {
        string connections = "SELECT flow_id FROM connection_opened";

        Assert.Equal(8, Database.Count(traces.LiveDatabase, $"SELECT count(*) FROM ({connections})"));
        Assert.Equal(
            Database.Count(traces.LiveDatabase, "SELECT count(*) FROM stream_opened"),
            Database.Count(traces.LiveDatabase, $"SELECT count(*) FROM flows WHERE parent_flow_id IN ({connections})"));
    }

    [Fact]
    public void The_summary_of_each_flow_counts_what_its_events_say()
    {
        string sql = "SELECT flow_id, packets_sent, packets_received, packets_acked, packets_lost FROM flow_summary WHERE packets_sent > 0 ORDER BY flow_id";
        string byEvents = """
            SELECT flow_id,
                sum(name = 'PACKET_SENT_SIZED'), sum(name = 'PACKET_RECEIVED_SIZED'), sum(name = 'PACKET_ACKED'), sum(name LIKE 'PACKET_LOST%')
            FROM events JOIN event_types USING (event_type)
            WHERE flow_id IN (SELECT flow_id FROM connection_opened) GROUP BY flow_id ORDER BY flow_id
            """;

        List<object[]> summaries = Database.Rows(traces.LiveDatabase, sql);

        Assert.Equal(8, summaries.Count);
        Assert.Equal(Database.Rows(traces.LiveDatabase, byEvents), summaries);
    }

    [Fact]
    public void A_packets_life_is_sent_then_acknowledged_or_lost_and_never_both()
    {
        Assert.Equal(
            Database.Count(traces.LiveDatabase, "SELECT count(*) FROM packet_sent_sized"),
            Database.Count(traces.LiveDatabase, "SELECT count(*) FROM packets WHERE sent_ns IS NOT NULL"));
        Assert.Equal(0, Database.Count(traces.LiveDatabase, "SELECT count(*) FROM packets WHERE acked_ns IS NOT NULL AND lost_ns IS NOT NULL"));
        Assert.Equal(0, Database.Count(traces.LiveDatabase, "SELECT count(*) FROM packets WHERE acked_ns < sent_ns OR lost_ns < sent_ns"));
        Assert.Equal(0, Database.Count(traces.LiveDatabase, "SELECT count(*) FROM packets WHERE retransmitted_as IS NOT NULL AND lost_ns IS NULL"));
        Assert.True(Database.Count(traces.LiveDatabase, "SELECT count(*) FROM packets WHERE retransmitted_as > packet_number") > 0);
    }

    private async Task<JsonElement> WatchAsync(string database)
    {
        (int exitCode, string output, string errors) = await RunningProgram.RunAsync(
            Watcher, "--input-dir", traces.Output, "--db-path", database, "--json");
        Assert.True(exitCode == 0, $"The watcher failed:\n{output}\n{errors}");
        using JsonDocument summary = JsonDocument.Parse(output);
        return summary.RootElement.Clone();
    }

    /// <summary>The views of the event types that there are events of.</summary>
    private static IReadOnlyList<string> Views(string database) => Database.Texts(
        database, "SELECT lower(name) FROM event_types WHERE event_type IN (SELECT DISTINCT event_type FROM events)");

    private static IReadOnlyList<string> Fields(string database, string view) => Database.Texts(
        database, $"SELECT '\"' || name || '\"' FROM pragma_table_info('{view}') WHERE name NOT IN ('id', 'run_id', 'flow_id', 'ts_ns')");

    private static IEnumerable<string> FieldsOf(JsonDocument types, string name)
    {
        JsonElement list = types.RootElement.ValueKind == JsonValueKind.Array
            ? types.RootElement
            : types.RootElement.GetProperty("eventTypes");
        JsonElement type = list.EnumerateArray().Single(type => type.GetProperty("name").GetString() == name);
        return type.GetProperty("fields").EnumerateArray().Select(static field =>
            $"{field.GetProperty("name").GetString()} {field.GetProperty("type").GetString()} {field.GetProperty("kind").GetString()} {field.GetProperty("unit").GetString()}");
    }
}
