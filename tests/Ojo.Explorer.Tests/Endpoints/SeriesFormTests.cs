using System.Globalization;
using System.Net;
using System.Text.Json;
using Ojo.Explorer.Tests.Support;
using Ojo.Storage.Queries;

namespace Ojo.Explorer.Tests.Endpoints;

/// <summary>Series as bytes against the same as JSON.</summary>
public sealed class SeriesFormTests : IAsyncLifetime
{
    private const string Path = "/api/flows/1-7/series?select=13,13.packet_number";
    private const string MediaType = "application/vnd.ojo.series";

    private readonly FakeStore _store = new();
    private RunningExplorer _explorer = null!;

    public static TheoryData<string> Shapes => [.. s_shapes.Keys];

    private static readonly Dictionary<string, Bucket[]> s_shapes = new()
    {
        ["nothing"] = [],
        ["one event"] = [new(5, 5, 7, 7, 7, 7, 1)],
        ["numbers that count up"] = [.. Enumerable.Range(0, 1600).Select(static n => new Bucket(n * 1_000_000L, (n * 1_000_000L) + 999_000, n * 70_000L, (n * 70_000L) + 9, n * 70_000L, (n * 70_000L) + 9, 10))],
        ["values that repeat"] = [.. Enumerable.Range(0, 300).Select(static n => new Bucket(n * 1000L, n * 1000L, 1200, 1200, 1200, 1200, 1))],
        ["fractions"] = [new(0, 1, 0.5, 0.25, 0.125, 1e300, 3), new(2, 3, 1, 2, 3, 4, 2)],
        ["what is not finite"] = [new(0, 1, double.NaN, double.PositiveInfinity, double.NegativeInfinity, 4, 3), new(2, 3, 1, 2, 3, 4, 2)],
        ["negative numbers"] = [new(-1000, -1, -5, 5, -300, 70_000, 3), new(0, 3, 4_000_000_000, -1, -4_000_000_000, 4_000_000_001, 2)],
        ["a zero with a sign"] = [new(0, 1, -0.0, 0, 0, 0, 3)],
        ["the largest numbers"] = [new(long.MinValue + 1, 0, 9007199254740992, -9007199254740992, -1.8446744073709552E+19, 1.8446744073709552E+19, 1), new(1, long.MaxValue, 1, 2, 3, 4, long.MaxValue)],
        ["random numbers"] = [.. Random()],
    };

    public async ValueTask InitializeAsync() => _explorer = await RunningExplorer.StartAsync(_store);

    public ValueTask DisposeAsync() => _explorer.DisposeAsync();

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task It_says_what_the_JSON_says(string shape)
    {
        Bucket? before = shape == "nothing" ? null : new Bucket(-9, -8, 1.5, double.NaN, 3, 4, 2);
        _store.Series = query => new SeriesResult(-5, 1_000_000, [.. query.Selectors.Select(selector => new Series(selector, 1024, s_shapes[shape], before) { IsPartial = shape == "one event" })]);
        JsonElement json = await _explorer.GetAsync(Path);

        using HttpResponseMessage response = await AskAsync(MediaType);
        (JsonElement about, long from, long to, IReadOnlyList<SeriesBytes.Series> series) = SeriesBytes.Read(await response.Content.ReadAsByteArrayAsync());

        Assert.Equal(MediaType, response.Content.Headers.ContentType?.ToString());
        Assert.Equal((json.GetProperty("fromNs").GetInt64(), json.GetProperty("toNs").GetInt64()), (from, to));
        Assert.Equal(json.GetProperty("flow").GetString(), about.GetProperty("flow").GetString());
        Assert.Equal(json.GetProperty("run").ToString(), about.GetProperty("run").ToString());
        Assert.Equal(["13", "13.packet_number"], about.GetProperty("selectors").EnumerateArray().Select(static one => one.GetString()!));
        foreach ((JsonElement expected, SeriesBytes.Series actual) in json.GetProperty("series").EnumerateArray().Zip(series))
        {
            Assert.Equal(expected.GetProperty("bucketNs").GetInt64(), actual.BucketNs);
            Assert.Equal(expected.GetProperty("timeIsUp").GetBoolean(), actual.TimeIsUp);
            string[] names = ["firstNs", "lastNs", "first", "last", "min", "max", "count"];
            Assert.Equal(expected.GetProperty("before").ValueKind == JsonValueKind.Null, actual.Before is null);
            for (int column = 0; column < names.Length; column++)
            {
                if (actual.Before is not null)
                {
                    Assert.Equal(Text(expected.GetProperty("before").GetProperty(names[column])), Text(actual.Before[column]));
                }

                Assert.Equal(
                    expected.GetProperty(names[column]).EnumerateArray().Select(Text),
                    s_shapes[shape].Length == 0 ? [] : actual.Columns[column].Select(Text));
            }
        }
    }

    [Fact]
    public async Task It_takes_a_fraction_of_the_bytes()
    {
        _store.Series = static query => new SeriesResult(0, 1_600_000_000, [.. query.Selectors.Select(static selector => new Series(selector, 1024, s_shapes["numbers that count up"], null))]);
        using HttpResponseMessage json = await AskAsync("application/json");
        using HttpResponseMessage bytes = await AskAsync(MediaType);

        Assert.InRange((await bytes.Content.ReadAsByteArrayAsync()).Length * 5, 1, (await json.Content.ReadAsByteArrayAsync()).Length);
    }

    [Fact]
    public async Task Who_has_one_form_is_not_told_that_the_other_is_the_same()
    {
        using HttpResponseMessage json = await AskAsync("application/json");
        using HttpResponseMessage bytes = await AskAsync(MediaType);
        Assert.NotEqual(json.Headers.ETag, bytes.Headers.ETag);
        Assert.Contains("Accept", json.Headers.Vary);
        Assert.Contains("Accept", bytes.Headers.Vary);

        using HttpResponseMessage again = await AskAsync(MediaType, bytes.Headers.ETag!.ToString());
        using HttpResponseMessage other = await AskAsync(MediaType, json.Headers.ETag!.ToString());

        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
    }

    [Theory]
    [InlineData("*/*")]
    [InlineData("application/json, application/vnd.ojo.series;q=0")]
    [InlineData("nonsense")]
    public async Task Who_does_not_ask_for_it_gets_JSON(string accept)
    {
        using HttpResponseMessage response = await AskAsync(accept);

        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Mistakes_are_told_in_JSON()
    {
        using HttpRequestMessage request = new(HttpMethod.Get, "/api/flows/1-7/series?select=NOTHING");
        request.Headers.TryAddWithoutValidation("Accept", MediaType);
        using HttpResponseMessage response = await _explorer.Client.SendAsync(request);

        await RunningExplorer.ProblemAsync(400, response);
    }

    private static IEnumerable<Bucket> Random()
    {
        Random random = new(7);
        for (int n = 0; n < 500; n++)
        {
            double Value() => random.Next(4) switch { 0 => random.Next(), 1 => random.NextInt64(1L << 53), 2 => -random.Next(100), _ => random.Next(3) };
            yield return new Bucket(random.NextInt64(), random.NextInt64(), Value(), Value(), Value(), Value(), random.Next(1, 100_000));
        }
    }

    private async Task<HttpResponseMessage> AskAsync(string accept, string? tag = null)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, Path);
        request.Headers.TryAddWithoutValidation("Accept", accept);
        if (tag is not null)
        {
            request.Headers.TryAddWithoutValidation("If-None-Match", tag);
        }

        return await _explorer.Client.SendAsync(request);
    }

    /// <summary>A number, the same whether it is a whole one or a double; null is what is not finite.</summary>
    private static string Text(JsonElement element) =>
        element.ValueKind == JsonValueKind.Null ? "null" : element.TryGetInt64(out long whole) && element.GetRawText() != "-0" ? Text((object)whole) : Text((object)element.GetDouble());

    private static string Text(object number) => number switch
    {
        long whole => whole.ToString(CultureInfo.InvariantCulture),
        double real when !double.IsFinite(real) => "null",
        double real when real == Math.Floor(real) && Math.Abs(real) < 1e15 && !(real == 0 && double.IsNegative(real)) => ((long)real).ToString(CultureInfo.InvariantCulture),
        double real => real.ToString("R", CultureInfo.InvariantCulture),
        _ => throw new ArgumentException("No number.", nameof(number)),
    };
}
