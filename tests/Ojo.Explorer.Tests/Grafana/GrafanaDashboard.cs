using System.Text.Json;
using System.Text.RegularExpressions;
using YamlDotNet.Serialization;

namespace Ojo.Explorer.Tests.Grafana;

/// <summary>Reads deploy/grafana as Grafana and its Infinity data source do.</summary>
internal sealed partial class GrafanaDashboard
{
    private static readonly string s_folder = Path.Combine(AppContext.BaseDirectory, "grafana");

    public static JsonElement Json { get; } = JsonElement.Parse(File.ReadAllText(Path.Combine(s_folder, "dashboards", "fleet.json")));

    public static IReadOnlyList<JsonElement> Panels { get; } = [.. Json.GetProperty("panels").EnumerateArray()];

    public static IReadOnlyList<JsonElement> Variables { get; } = [.. Json.GetProperty("templating").GetProperty("list").EnumerateArray()];

    /// <summary>A YAML file as JSON, variables of the environment filled in.</summary>
    public static JsonElement Yaml(string path, IReadOnlyDictionary<string, string> environment)
    {
        string text = File.ReadAllText(Path.Combine(s_folder, path));
        object document = new DeserializerBuilder().WithAttemptingUnquotedStringTypeDeserialization().Build().Deserialize<object>(text)!;
        string json = new SerializerBuilder().JsonCompatible().Build().Serialize(document);
        return JsonElement.Parse(Variable().Replace(json, found => environment.TryGetValue(found.Groups[1].Value, out string? value) ? value : found.Value));
    }

    /// <summary>Puts values into a text: <c>${name}</c>, <c>${name:csv}</c>.</summary>
    public static string Fill(string text, IReadOnlyDictionary<string, string> values) => Variable().Replace(text, found =>
    {
        Assert.True(found.Groups[2].Value is "" or "csv", $"{found.Value}: this test does not know the format.");
        return values.TryGetValue(found.Groups[1].Value, out string? value) ? value : throw new InvalidDataException($"The dashboard has no variable {found.Value}.");
    });

    /// <summary>The address that Infinity asks for a query: the data source's, then the query's, then its parameters, encoded.</summary>
    public static Uri AddressOf(string source, JsonElement query, IReadOnlyDictionary<string, string> values)
    {
        Assert.Equal(("json", "url", "backend", ""), (Text("type"), Text("source"), Text("parser"), Text("root_selector")));
        Assert.Equal("yesoreyeram-infinity-datasource", query.GetProperty("datasource").GetProperty("type").GetString());
        JsonElement options = query.GetProperty("url_options");
        Assert.Equal("GET", options.GetProperty("method").GetString());
        string parameters = string.Join('&', options.GetProperty("params").EnumerateArray()
            .Select(one => $"{one.GetProperty("key").GetString()}={Uri.EscapeDataString(Fill(one.GetProperty("value").GetString()!, values))}"));
        return new Uri($"{source}{Fill(Text("url"), values)}?{parameters}");

        string Text(string name) => query.GetProperty(name).GetString()!;
    }

    [GeneratedRegex(@"\$\{(\w+)(?::(\w+))?\}")]
    private static partial Regex Variable();
}
