using Ojo.Interop.Exporting;
using Ojo.Interop.Tests.Timeline;
using Ojo.Storage;
using Ojo.Storage.Queries;

namespace Ojo.Interop.Tests.Perfetto;

/// <summary>Exports to Perfetto's own format, read by a reader of that format.</summary>
public sealed class PerfettoExporterTests : IDisposable
{
    // A trace with a counter and an instant, put together by hand from the .proto files.
    private const string Sample =
        "0A0FE2030A08641206666C6F7720315001" + "0A27E20322086528641211636F6E67657374696F6E5F77696E646F7742091803" + "3A05627974657350010A16E2031108"
        + "662864120B7061636B65745F6C6F73745001" + "0A0F40E8075A084804586 5F001E05D5001" + "0A2C40D00F5A2548035866BA010B7061636B65745F6C6F73742211520D7061636B65745F6E756D62657218075001"
        + "0A0F40B8175A0848045865F001F02E5001";

    private readonly LifeStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public void The_reader_reads_a_trace_that_was_put_together_by_hand()
    {
        PerfettoTrace sample = new(Convert.FromHexString(Sample.Replace(" ", "", StringComparison.Ordinal)));

        Assert.Equal(["flow 1", "flow 1/congestion_window", "flow 1/packet_lost"], sample.Tracks.Keys.Select(sample.PathOf));
        Assert.Equal([(1000L, 4, 12000.0), (2000, 3, null), (3000, 4, 6000)], sample.Events.Select(static one => (one.TNs, one.Type, one.Value)));
        Assert.Equal(7UL, sample.Events[1].Annotations["packet_number"]);
        Assert.Equal((3, "bytes"), (sample.Tracks[101].Unit, sample.Tracks[101].ShareKey));
    }

    [Fact]
    public void Every_event_is_a_point_with_its_fields_or_a_counters_value_at_its_very_nanosecond()
    {
        PerfettoTrace trace = Export();
        Dictionary<int, StoredEventType> types = _store.Reader.GetEventTypes().ToDictionary(static type => type.TypeKey);
        string[] counters = ["CWND_UPDATED", "RTT_UPDATED", "PTO_COUNT_UPDATED", "SERVER_LOAD"];
        List<string> expected = [];
        foreach (EventRow row in _store.Reader.GetEvents(new EventQuery { Limit = 1000 }).Events)
        {
            if (counters.Contains(row.Name))
            {
                expected.AddRange(row.Fields.Where(static field => field.Value is not double.NaN)
                    .Select(field => $"{row.TNs} {row.Flow.FlowId} {Convert.ToDouble(field.Value, System.Globalization.CultureInfo.InvariantCulture):R}"));
            }
            else
            {
                expected.Add($"{row.TNs} {row.Flow.FlowId} {row.Name} {string.Join(',', row.Fields.Zip(types[row.TypeKey].Descriptor?.Fields ?? [], (field, declared) => $"{declared.Name}={field.Value}"))}");
            }
        }

        Assert.Equal(
            expected.Order(StringComparer.Ordinal),
            trace.Events.Where(static one => one.Type is 3 or 4).Select(one =>
            {
                string flow = trace.Tracks[trace.Tracks[one.Track].Parent].Name["flow ".Length..];
                return one.Type == 4
                    ? $"{one.TNs} {flow} {one.Value:R}"
                    : $"{one.TNs} {flow} {one.Name} {string.Join(',', one.Annotations.Where(static note => note.Key != "words").Select(static note => $"{note.Key}={note.Value}"))}";
            }).Order(StringComparer.Ordinal));
        Assert.Equal("18446744073709551615 2 3", Assert.Single(trace.Events, static one => one.Name == "0xF0000001").Annotations["words"]);
    }

    [Fact]
    public void Streams_stand_below_their_connection_and_connections_below_their_run_in_a_fixed_order()
    {
        PerfettoTrace trace = Export();
        string[] paths = [.. trace.Tracks.Keys.Select(trace.PathOf)];

        Assert.StartsWith(_store.Reader.GetRuns()[0].Service + " (run 1", trace.Tracks.Values.Single(static track => track.IsProcess).Name, StringComparison.Ordinal);
        Assert.Single(paths, path => path.EndsWith("/flow 1/flow 11/STREAM_DATA_SENT", StringComparison.Ordinal));
        Assert.Single(paths, path => path.EndsWith("/flow 1/flow 3", StringComparison.Ordinal));
        Assert.Single(paths, path => path.EndsWith("/flow 1/cwnd", StringComparison.Ordinal));
        Assert.All(trace.Tracks.Values.Where(static track => track.Name.StartsWith("flow ", StringComparison.Ordinal)), static track => Assert.Equal(3, track.Ordering));
        HashSet<ulong> points = [.. trace.Events.Where(static one => one.Type == 3).Select(static one => one.Track)];
        foreach (IGrouping<ulong, PerfettoTrack> siblings in trace.Tracks.Values.GroupBy(static track => track.Parent))
        {
            int[] order = [.. siblings.OrderBy(static track => track.Rank).Select(track => track.Name.StartsWith("flow", StringComparison.Ordinal) ? 3 : track.IsCounter ? 1 : points.Contains(track.Id) ? 2 : 0)];
            Assert.Equal(order.Order(), order);
        }
    }

    [Fact]
    public void Counters_say_their_unit_and_share_an_axis_with_those_of_the_same()
    {
        PerfettoTrace trace = Export();
        PerfettoTrack[] counters = [.. trace.Tracks.Values.Where(static track => track.IsCounter).OrderBy(static track => track.Name, StringComparer.Ordinal)];

        Assert.Equal(["cwnd", "latest", "load", "pto_count", "smoothed"], counters.Select(static track => track.Name));
        Assert.Equal([3, 1, 0, 2, 1], counters.Select(static track => track.Unit));
        Assert.Equal([0, 1000, 0, 0, 1000], counters.Select(static track => track.Multiplier));
        Assert.Equal("players/s", counters[2].UnitName);
        Assert.Equal(counters[1].ShareKey, counters[4].ShareKey);
        Assert.Equal(4, counters.Select(static track => track.ShareKey).Distinct().Count());
    }

    [Fact]
    public void Lives_states_and_blocks_are_slices_and_none_overlaps_another_of_its_track()
    {
        PerfettoTrace trace = Export();
        string[] slices = [.. trace.Tracks.Keys.SelectMany(track => trace.SlicesOf(track).Select(slice => $"{trace.Tracks[track].Name}: {slice}")).Order(StringComparer.Ordinal)];

        Assert.Equal(
            [
                "CONNECTION_STATE_UPDATED: 1500-33000 handshake",
                "CONNECTION_STATE_UPDATED: 33000-50000 established",
                "blocked: congestion: 30000-34000 congestion",
                "connection: 1000-50000 connection",
                "events dropped: 10000-20000 events dropped",
                "events dropped: 15000-25000 events dropped",
                "stream 4: 2001-40000 stream 4",
                "stream 8: 2500-50001 stream 8",
            ],
            slices);
        Assert.Equal([321L, 7], trace.Events.Where(static one => one.Name == "events dropped").Select(static one => (long)one.Annotations["events"]));
    }

    [Fact]
    public void The_events_of_a_packets_life_are_linked_and_those_of_others_are_not()
    {
        PerfettoTrace trace = Export();
        IGrouping<ulong, PerfettoEvent>[] links = [.. trace.Events.Where(static one => one.Flow != 0).GroupBy(static one => one.Flow)];

        Assert.Equal(10, links.Count(static link => link.Select(static one => one.Name).SequenceEqual(["PACKET_SENT_SIZED", "PACKET_ACKED_IN_SPACE"])));
        Assert.Single(links, static link => link.Select(static one => one.Name).SequenceEqual(["PACKET_SENT_SIZED", "PACKET_LOST_IN_SPACE"]));
        Assert.Single(links, static link => link.Select(static one => one.Name).SequenceEqual(["SNAPSHOT_SENT", "SNAPSHOT_SEEN"]));
        Assert.Equal(9 + 2, links.Count(static link => link.Count() == 1));
        Assert.All(links, static link => Assert.Single(link.Select(static one => one.Annotations.Values.First()).Distinct()));
    }

    [Fact]
    public void A_flow_is_exported_with_the_flows_that_belong_to_it_and_no_other()
    {
        PerfettoTrace trace = new(_store.Export("perfetto", new ExportSource(_store.Reader) { Flows = [new FlowKey(1, 1)] }));
        PerfettoTrace none = new(_store.Export("perfetto", new ExportSource(_store.Reader) { TypeKeys = new HashSet<int>() }));

        Assert.Equal(
            ["flow 1", "flow 11", "flow 12", "flow 3"],
            trace.Tracks.Values.Select(static track => track.Name).Where(static name => name.StartsWith("flow ", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.Empty(none.Events);
    }

    private PerfettoTrace Export() => new(_store.Export("perfetto"));
}
