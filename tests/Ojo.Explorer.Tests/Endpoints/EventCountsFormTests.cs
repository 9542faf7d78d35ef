using System.Buffers;
using System.Net;
using System.Text.Json;
using Ojo.Explorer.Responses;
using Ojo.Explorer.Tests.Support;
using Ojo.Format;

namespace Ojo.Explorer.Tests.Endpoints;

/// <summary>Event counts as bytes against the same as JSON.</summary>
public sealed class EventCountsFormTests : TraceStoreTest
{
    private const string MediaType = "application/vnd.ojo.counts";

    private protected override void Fill(TraceStore store)
    {
        Random random = new(7);
        store.Ingest(Enumerable.Range(0, 20_000).Select(n => new TraceRecord((ulong)n, (uint)random.Next(1, 5), (uint)random.Next(2, 6), (ulong)n)));
    }

    [Theory]
    [InlineData("/api/event-counts?run=1")]
    [InlineData("/api/event-counts?run=1&width=8192")]
    [InlineData("/api/event-counts?flow=1-2&width=1&type=PACKET_SENT")]
    [InlineData("/api/event-counts?flow=1-2&from=0&to=0")]
    [InlineData("/api/event-counts?fromMs=1767225600000&toMs=1767225600010")]
    public async Task It_says_what_the_JSON_says(string path)
    {
        JsonElement json = await Explorer.GetAsync(path);
        using HttpResponseMessage response = await AskAsync(path);
        (JsonElement about, long from, long to, IReadOnlyList<SeriesBytes.Series> parts) = SeriesBytes.Read(await response.Content.ReadAsByteArrayAsync(), content: 1, columns: 1);

        Assert.Equal(MediaType, response.Content.Headers.ContentType?.ToString());
        Assert.Equal((json.GetProperty("fromNs").ToString(), json.GetProperty("toNs").ToString()), ($"{from}", $"{to}"));
        Assert.Equal(json.GetProperty("partial").ToString(), about.GetProperty("partial").ToString());
        JsonElement[] types = [.. json.GetProperty("types").EnumerateArray()];
        Assert.Equal(types.Select(static one => one.GetProperty("type").ToString()), about.GetProperty("types").EnumerateArray().Select(static one => one.ToString()));
        Assert.All(parts, part => Assert.Equal(json.GetProperty("bucketNs").GetInt64(), part.BucketNs));
        Assert.Equal(
            types.Select(static one => one.GetProperty("counts").EnumerateArray().Select(static count => count.GetInt64())),
            parts.Select(static part => part.Columns.Count == 0 ? [] : part.Columns[0].Select(static count => (long)count)));
    }

    [Fact]
    public void The_largest_counts_are_exact()
    {
        long[] counts = [0, long.MaxValue, 1, 9_007_199_254_740_993, 0];
        ArrayBufferWriter<byte> bytes = new();
        EventCountsForm.Write(
            new EventCountsResponse(new(0), new(5), 1, [new TypeOverTimeResponse(new TypeCountResponse(2, new(2), "PACKET_SENT", "Packet", long.MaxValue), counts)], null), bytes);

        Assert.Equal(counts, SeriesBytes.Read(bytes.WrittenSpan.ToArray(), content: 1, columns: 1).Series[0].Columns[0].Select(static count => (long)count));
    }

    [Fact]
    public async Task It_takes_a_fraction_of_the_bytes_and_is_known_from_the_JSON()
    {
        const string path = "/api/event-counts?run=1&width=8192";
        using HttpResponseMessage json = await Explorer.Client.GetAsync(new Uri(path, UriKind.Relative));
        using HttpResponseMessage bytes = await AskAsync(path);
        using HttpResponseMessage again = await AskAsync(path, bytes.Headers.ETag!.ToString());

        Assert.InRange((await bytes.Content.ReadAsByteArrayAsync()).Length * 3 / 2, 1, (await json.Content.ReadAsByteArrayAsync()).Length);
        Assert.NotEqual(json.Headers.ETag, bytes.Headers.ETag);
        Assert.Contains("Accept", json.Headers.Vary);
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
    }

    [Fact]
    public async Task Mistakes_are_told_in_JSON()
    {
        using HttpResponseMessage response = await AskAsync("/api/event-counts?run=1&width=0");

        await RunningExplorer.ProblemAsync(400, response);
    }

    private Task<HttpResponseMessage> AskAsync(string path, string? tag = null)
    {
        HttpRequestMessage request = new(HttpMethod.Get, new Uri(path, UriKind.Relative));
        request.Headers.TryAddWithoutValidation("Accept", MediaType);
        request.Headers.TryAddWithoutValidation("If-None-Match", tag);
        return Explorer.Client.SendAsync(request);
    }
}
