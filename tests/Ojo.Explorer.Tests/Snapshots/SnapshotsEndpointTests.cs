using System.Formats.Cbor;
using System.Net.Http.Headers;
using System.Text.Json;
using Ojo.Explorer.Tests.Support;

namespace Ojo.Explorer.Tests.Snapshots;

/// <summary>The snapshots of a trace directory, as JSON and as CBOR.</summary>
public sealed class SnapshotsEndpointTests : IDisposable
{
    private readonly TemporaryDirectory _traces = new();

    public void Dispose() => _traces.Dispose();

    [Fact]
    public async Task Each_is_listed_with_what_its_file_says_and_what_is_none_is_passed_over()
    {
        TraceSnapshot[] taken = Record();
        File.WriteAllText(Path.Combine(_traces.Root, "output", "snapshot_0000000000000001_00000001_00000000.json"), "no JSON");
        File.WriteAllText(Path.Combine(_traces.Root, "output", "snapshot_of_something_else.json"), "{}");
        await using RunningExplorer explorer = await StartAsync();
        JsonElement answer = await explorer.GetAsync("/api/snapshots");
        Assert.False(answer.GetProperty("hasMore").GetBoolean());
        JsonElement[] listed = [.. answer.GetProperty("snapshots").EnumerateArray()];
        Assert.Equal(taken.Select(static s => Path.GetFileName(s.Path)), listed.Select(static s => s.GetProperty("name").GetString()));
        Assert.Equal(["first", "second"], listed.Select(static s => s.GetProperty("reason").GetString()));
        Assert.Equal([1000L, 500L], listed.Select(static s => s.GetProperty("events").GetInt64()));
        Assert.Equal([null, Path.GetFileName(taken[0].Path)], listed.Select(static s => s.GetProperty("continues").GetString()));
        Assert.Equal(taken.Select(static s => (long)s.WindowEnd * 1000), listed.Select(static s => s.GetProperty("windowEndNs").GetInt64()));
        Assert.Equal(taken.SelectMany(static s => s.Files), listed.SelectMany(static s => s.GetProperty("files").EnumerateArray().Select(static f => f.GetString()!)));
    }

    [Fact]
    public async Task As_CBOR_they_say_the_same_with_sorted_keys_and_always_in_the_same_bytes()
    {
        TraceSnapshot[] taken = Record();
        await using RunningExplorer explorer = await StartAsync();
        byte[] bytes = await CborAsync(explorer);
        Assert.Equal(bytes, await CborAsync(explorer));

        // The reader refuses what is not in canonical form.
        CborReader reader = new(bytes, CborConformanceMode.Canonical);
        List<Dictionary<string, object?>> snapshots = [];
        int? count = reader.ReadStartArray();
        Assert.Equal(taken.Length, count);
        for (int n = 0; n < count; n++)
        {
            snapshots.Add(ReadMap(reader));
        }

        reader.ReadEndArray();
        Assert.Equal(0, reader.BytesRemaining);
        for (int n = 0; n < taken.Length; n++)
        {
            TraceSnapshot expected = taken[n];
            Dictionary<string, object?> found = snapshots[n];
            Assert.Equal(18, found.Count);
            Assert.Equal((expected.Service, expected.Host, (long)expected.ProcessId, expected.Reason), (found["service"], found["hostname"], found["pid"], found["reason"]));
            Assert.Equal(expected.TakenAt.UtcDateTime.ToString("yyyyMMddHHmmss", null), found["created_at"]);
            Assert.Equal(expected.TakenAt, found["taken_at"]);
            Assert.Equal((expected.Events, expected.Lost, expected.Overwritten, expected.IsCopy), (found["event_count"], found["lost"], found["overwritten"], found["copy"]));
            Assert.Equal(((long)expected.WindowStart * 1000, (long)expected.WindowEnd * 1000, (long)expected.BatchStart * 1000), (found["window_start_ns"], found["window_end_ns"], found["start_ns"]));
            Assert.Equal((expected.WindowStartAt, expected.WindowEndAt), (found["window_start_at"], found["window_end_at"]));
            Assert.Equal(expected.Continues.Length > 0 ? expected.Continues : null, found["continues"]);
            Assert.Equal(expected.Files, (IEnumerable<string>)found["files"]!);
        }
    }

    [Fact]
    public async Task Without_a_directory_or_before_there_is_one_there_are_none()
    {
        await using RunningExplorer without = await RunningExplorer.StartAsync(new FakeStore());
        Assert.Empty((await without.GetAsync("/api/snapshots")).GetProperty("snapshots").EnumerateArray());
        await using RunningExplorer early = await RunningExplorer.StartAsync(new FakeStore(), options => options with { TracesDirectory = Path.Combine(_traces.Root, "not yet") });
        Assert.Empty((await early.GetAsync("/api/snapshots")).GetProperty("snapshots").EnumerateArray());
        await early.GetProblemAsync(400, "/api/snapshots?runn=1");
    }

    private Task<RunningExplorer> StartAsync() => RunningExplorer.StartAsync(new FakeStore(), options => options with { TracesDirectory = _traces.Root });

    private TraceSnapshot[] Record()
    {
        using Tracer tracer = Tracer.Create(new TracerOptions { Directory = _traces.Root, Service = "größer", Mode = TracerMode.FlightRecorder });
        return [Take(1000, "first"), Take(500, "second")];

        TraceSnapshot Take(int events, string reason)
        {
            for (int n = 0; n < events; n++)
            {
                tracer.RecordPacketSent(1, (ulong)n);
            }

            return tracer.Snapshot(reason)!;
        }
    }

    private static async Task<byte[]> CborAsync(RunningExplorer explorer)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, "/api/snapshots");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/cbor"));
        using HttpResponseMessage response = await explorer.Client.SendAsync(request);
        Assert.Equal("application/cbor", response.Content.Headers.ContentType?.MediaType);
        Assert.Contains("Accept", response.Headers.Vary);
        return await response.Content.ReadAsByteArrayAsync();
    }

    private static Dictionary<string, object?> ReadMap(CborReader reader)
    {
        Dictionary<string, object?> map = [];
        for (int pairs = reader.ReadStartMap()!.Value; pairs > 0; pairs--)
        {
            map.Add(reader.ReadTextString(), ReadValue(reader));
        }

        reader.ReadEndMap();
        return map;
    }

    private static object? ReadValue(CborReader reader)
    {
        switch (reader.PeekState())
        {
            case CborReaderState.TextString:
                return reader.ReadTextString();
            case CborReaderState.UnsignedInteger:
                return reader.ReadInt64();
            case CborReaderState.Boolean:
                return reader.ReadBoolean();
            case CborReaderState.Null:
                reader.ReadNull();
                return null;
            case CborReaderState.Tag:
                return reader.ReadDateTimeOffset();
            default:
                List<string> texts = [];
                for (int count = reader.ReadStartArray()!.Value; count > 0; count--)
                {
                    texts.Add(reader.ReadTextString());
                }

                reader.ReadEndArray();
                return texts;
        }
    }
}
