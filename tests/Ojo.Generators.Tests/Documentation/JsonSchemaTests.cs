using System.Globalization;
using System.Text.Json;
using Ojo.Catalogue;
using Ojo.Generators.Tests.Driving;

namespace Ojo.Generators.Tests.Documentation;

/// <summary>events.schema.json, which editors check by, knows what the generator knows.</summary>
public sealed class JsonSchemaTests
{
    private static readonly JsonElement s_schema = JsonDocument.Parse(Repository.Read("events.schema.json")).RootElement;

    [Theory]
    [InlineData("", "zzzzzzzzzz: 1\nnamespace: Game\nclass: GameEvents\nevents: []\n")]
    [InlineData("enum", "namespace: Game\nclass: GameEvents\nenums: { A: { values: { a: 1 }, zzzzzzzzzz: 1 } }\nevents: []\n")]
    [InlineData("event", "namespace: Game\nclass: GameEvents\nevents: [{ name: A, zzzzzzzzzz: 1 }]\n")]
    [InlineData("field", "namespace: Game\nclass: GameEvents\nevents: [{ name: A, fields: [{ name: a, type: u8, zzzzzzzzzz: 1 }] }]\n")]
    public async Task It_has_the_same_keys(string definition, string yaml)
    {
        Diagnostic unknown = Assert.Single(await Diagnosis.Of(Project.WithEvents(yaml)));
        string known = unknown.GetMessage(CultureInfo.InvariantCulture).Split("Known are: ")[1].TrimEnd('.');
        Assert.Equal(known.Split(", ").Order(StringComparer.Ordinal), Properties(definition).EnumerateObject().Select(static p => p.Name).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("event", "level", typeof(EventLevel), "")]
    [InlineData("event", "role", typeof(EventRole), "")]
    [InlineData("event", "chart", typeof(ChartHint), "Auto")]
    [InlineData("field", "kind", typeof(FieldKind), "")]
    [InlineData("field", "part", typeof(FieldPart), "")]
    [InlineData("field", "type", typeof(FieldType), "")]
    public void It_has_the_same_words(string definition, string key, Type words, string except)
    {
        IEnumerable<string> known = Enum.GetNames(words).Except(except.Split(' ')).Select(static name => JsonNamingPolicy.SnakeCaseLower.ConvertName(name));
        IEnumerable<string> listed = Properties(definition).GetProperty(key).GetProperty("enum").EnumerateArray().Select(static word => word.GetString()!);
        Assert.Equal(known, listed);
    }

    [Theory]
    [InlineData("", "namespace class events")]
    [InlineData("enum", "values")]
    [InlineData("event", "name")]
    [InlineData("field", "name type")]
    public void It_asks_for_the_same_keys(string definition, string keys) =>
        Assert.Equal(keys.Split(' '), Definition(definition).GetProperty("required").EnumerateArray().Select(static key => key.GetString()!));

    private static JsonElement Definition(string name) => name.Length == 0 ? s_schema : s_schema.GetProperty("$defs").GetProperty(name);

    private static JsonElement Properties(string definition) => Definition(definition).GetProperty("properties");
}
