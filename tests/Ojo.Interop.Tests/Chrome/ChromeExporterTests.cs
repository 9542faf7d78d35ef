using System.Globalization;
using System.Text;
using System.Text.Json;
using Ojo.Interop.Exporting;
using Ojo.Interop.Tests.Perfetto;
using Ojo.Interop.Tests.Timeline;

namespace Ojo.Interop.Tests.Chrome;

/// <summary>Exports of trace events in JSON, read as JSON and held to what their readers demand.</summary>
public sealed class ChromeExporterTests : IDisposable
{
    private readonly LifeStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public void It_has_the_very_events_counters_and_slices_of_the_other_timeline_at_the_same_nanoseconds()
    {
        PerfettoTrace other = new(_store.Export("perfetto"));
        JsonElement[] events = Events();

        Assert.Equal(
            other.Events.Where(static one => one.Type == 3).Select(static one => $"{one.TNs} {one.Name} {one.Category} {one.Annotations.Count}").Order(StringComparer.Ordinal),
            events.Where(static one => Phase(one) == "i" || (Phase(one) == "X" && Category(one) != "dropped"))
                .Select(static one => $"{Ns(one, "ts")} {Name(one)} {Category(one)} {one.GetProperty("args").EnumerateObject().Count()}").Order(StringComparer.Ordinal));
        Assert.Equal(
            other.Events.Where(static one => one.Type == 4).Select(one => $"{one.TNs} {other.Tracks[one.Track].Name} {one.Value:R}").Order(StringComparer.Ordinal),
            events.Where(static one => Phase(one) == "C").Select(static one => $"{Ns(one, "ts")} {Name(one)} {one.GetProperty("args").EnumerateObject().Single().Value.GetDouble():R}").Order(StringComparer.Ordinal));
        Assert.Equal(
            other.Tracks.Keys.SelectMany(other.SlicesOf).Order(StringComparer.Ordinal),
            Spans(events).Concat(events.Where(static one => Category(one) == "dropped").Select(static one => $"{Ns(one, "ts")}-{Ns(one, "ts") + Ns(one, "dur")} {Name(one)}")).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_thread_and_process_of_an_event_has_a_name_before_it()
    {
        HashSet<(int, int)> named = [];
        JsonElement[] events = Events();
        foreach (JsonElement one in events)
        {
            int process = one.GetProperty("pid").GetInt32();
            int thread = one.TryGetProperty("tid", out JsonElement tid) ? tid.GetInt32() : 0;
            if (Name(one) is "process_name" or "thread_name" && Phase(one) == "M")
            {
                Assert.True(named.Add((process, thread)));
            }
            else
            {
                Assert.Contains((process, thread), named);
            }
        }

        string[] processes = [.. events.Where(static one => Name(one) == "process_name").Select(static one => one.GetProperty("args").GetProperty("name").GetString()!)];
        Assert.Equal(["flow 1", "flow 11 of flow 1", "flow 12 of flow 1", "flow 2", "flow 3 of flow 1"], processes.Skip(1).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Arrows_lead_from_a_packet_to_its_acknowledgement_where_a_slice_is_at_both_ends()
    {
        JsonElement[] events = Events();
        string[] arrows = [.. events.Where(static one => Phase(one) is "s" or "t" or "f").GroupBy(static one => one.GetProperty("id").GetString()).Select(static arrow => string.Concat(arrow.Select(Phase)))];

        Assert.Equal(11, arrows.Count(static arrow => arrow == "sf"));
        Assert.Single(arrows, static arrow => arrow == "st");
        foreach ((JsonElement slice, JsonElement arrow) in events.Zip(events.Skip(1)).Where(static pair => Phase(pair.Second) is "s" or "t" or "f"))
        {
            Assert.Equal("X", Phase(slice));
            Assert.Equal(slice.GetProperty("ts").GetRawText(), arrow.GetProperty("ts").GetRawText());
            Assert.Equal(slice.GetProperty("tid").GetInt32(), arrow.GetProperty("tid").GetInt32());
        }
    }

    [Fact]
    public void Nothing_is_exported_as_a_file_that_is_whole()
    {
        Assert.Equal("{\"traceEvents\":[\n]}\n", Encoding.UTF8.GetString(_store.Export("chrome", new ExportSource(_store.Reader) { TypeKeys = new HashSet<int>() })));
        Assert.DoesNotContain("displayTimeUnit", Encoding.UTF8.GetString(_store.Export("chrome")), StringComparison.Ordinal);
    }

    private static IEnumerable<string> Spans(JsonElement[] events)
    {
        Dictionary<(string, string, string), long> open = [];
        foreach (JsonElement one in events.Where(static one => Phase(one) is "b" or "e"))
        {
            (string, string, string) key = (one.GetProperty("id").GetString()!, Category(one), Name(one));
            if (Phase(one) == "b")
            {
                open.Add(key, Ns(one, "ts"));
            }
            else
            {
                Assert.True(open.Remove(key, out long fromNs));
                yield return $"{fromNs}-{Ns(one, "ts")} {Name(one)}";
            }
        }

        Assert.Empty(open);
    }

    private static string Phase(JsonElement one) => one.GetProperty("ph").GetString()!;

    private static string Name(JsonElement one) => one.GetProperty("name").GetString()!;

    private static string Category(JsonElement one) => one.TryGetProperty("cat", out JsonElement category) ? category.GetString()! : "";

    private static long Ns(JsonElement one, string name) => (long)(decimal.Parse(one.GetProperty(name).GetRawText(), CultureInfo.InvariantCulture) * 1000);

    private JsonElement[] Events() => [.. JsonElement.Parse(_store.Export("chrome")).GetProperty("traceEvents").EnumerateArray()];
}
