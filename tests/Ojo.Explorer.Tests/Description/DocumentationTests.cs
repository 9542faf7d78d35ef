using System.Text.Json;
using System.Text.RegularExpressions;
using Ojo.Explorer.Tests.Support;

namespace Ojo.Explorer.Tests.Description;

/// <summary>docs/API.md against what the API does.</summary>
public sealed partial class DocumentationTests
{
    private static readonly string s_text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "API.md"));

    [Fact]
    public async Task The_documented_examples_are_what_the_schemas_say()
    {
        await using RunningExplorer explorer = await RunningExplorer.StartAsync(new FakeStore());
        JsonElement document = JsonElement.Parse(await explorer.Client.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative)));
        SchemaCheck check = new(document);
        JsonElement schemas = document.GetProperty("components").GetProperty("schemas");

        string[] expected =
        [
            "Problem", "AboutResponse", "StatsResponse", "RunsResponse", "FlowsResponse", "FlowDetailsResponse", "EventsResponse",
            "SeriesResponse", "PacketLivesResponse", "RangeResponse", "DerivedResponse", "EventCountsResponse", "TrendsResponse", "HistogramResponse", "GroupsResponse",
            "FilterResponse", "EventTypesResponse", "GapsResponse", "SnapshotsResponse", "SqlRequest", "SqlResponse", "SqlTablesResponse", "TenantsResponse", "PluginsResponse",
        ];
        List<Match> examples = JsonBlock().Matches(s_text).ToList();
        Assert.Equal(expected.Length, examples.Count);
        foreach ((string schema, Match example) in expected.Zip(examples))
        {
            check.Check(schemas.GetProperty(schema), JsonElement.Parse(example.Groups[1].Value), schema);
        }
    }

    [Fact]
    public async Task Every_path_and_parameter_is_documented()
    {
        await using RunningExplorer explorer = await RunningExplorer.StartAsync(new FakeStore());
        JsonElement document = JsonElement.Parse(await explorer.Client.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative)));
        foreach (JsonProperty path in document.GetProperty("paths").EnumerateObject())
        {
            JsonProperty operation = path.Value.EnumerateObject().Single();
            Assert.Contains($"`{operation.Name.ToUpperInvariant()} {path.Name}", s_text, StringComparison.Ordinal);
            if (operation.Value.TryGetProperty("parameters", out JsonElement parameters))
            {
                Assert.All(parameters.EnumerateArray().Where(static p => p.GetProperty("in").GetString() == "query"), p =>
                    Assert.Contains($"`{p.GetProperty("name").GetString()}`", s_text, StringComparison.Ordinal));
            }
        }
    }

    [Fact]
    public void Every_kind_of_error_is_documented()
    {
        string[] kinds =
        [
            .. typeof(Explorer.Faults.Fault).GetMethods().Where(static m => m.ReturnType == typeof(Explorer.Faults.RequestFaultException))
                .Select(static m => m.Name),
        ];

        Assert.NotEmpty(kinds);
        Assert.All(kinds, kind => Assert.Contains($"`{Words(kind)}`", s_text, StringComparison.Ordinal));
    }

    private static string Words(string name) => Capital().Replace(name, static m => (m.Index > 0 ? "-" : "") + m.Value.ToLowerInvariant());

    [GeneratedRegex("```json\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex JsonBlock();

    [GeneratedRegex("[A-Z]")]
    private static partial Regex Capital();
}
