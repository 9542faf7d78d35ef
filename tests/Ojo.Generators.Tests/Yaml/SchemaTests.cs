using System.Text.Json;
using Ojo.Generators.Tests.Driving;
using YamlDotNet.Core;

namespace Ojo.Generators.Tests.Yaml;

/// <summary>events.schema.json says in the editor what the build would say, as far as a schema has words for it.</summary>
public sealed class SchemaTests
{
    // What is made to hurt a reader would hurt the one that stands in for an editor's here.
    private const int Longest = 50_000;

    private static readonly JsonSchema s_schema = new(JsonDocument.Parse(Repository.Read("events.schema.json")).RootElement);

    private static readonly Lazy<IReadOnlyDictionary<string, CorpusCase>> s_fail =
        new(static () => CorpusCase.Load("fail").Where(static one => one.Files.Count == 1 && one.Files.Values.Single().Length < Longest).ToDictionary(static one => one.Name, StringComparer.Ordinal));

    private static readonly Lazy<IReadOnlyDictionary<string, CorpusCase>> s_pass =
        new(static () => CorpusCase.Load("pass").ToDictionary(static one => one.Name, StringComparer.Ordinal));

    public static TheoryData<string> Fail => [.. s_fail.Value.Keys];

    public static TheoryData<string> Pass => [.. s_pass.Value.Keys];

    [Theory]
    [MemberData(nameof(Pass))]
    public void It_accepts_what_is_right(string name) => Assert.All(
        s_pass.Value[name].Files.Where(static file => file.Key.EndsWith(".yaml", StringComparison.Ordinal)),
        static file => Assert.Null(Refusal(file.Value)));

    [Theory]
    [MemberData(nameof(Fail))]
    public void It_refuses_what_is_wrong_where_a_schema_has_words_for_it(string name)
    {
        CorpusCase one = s_fail.Value[name];
        string? refusal = Refusal(one.Files.Values.Single());
        Assert.True(one.IsAcceptedBySchema == refusal is null, refusal ?? "It is accepted, and the file does not say that it would be.");
    }

    [Fact]
    public void It_accepts_the_files_of_this_repository()
    {
        Assert.Null(Refusal(Repository.Read("events.yaml")));
        Assert.Null(Refusal(Repository.Read("tests", "Ojo.Generators.Tests", "events.yaml")));
    }

    [Fact]
    public void It_knows_every_keyword_of_csharp()
    {
        foreach (string keyword in SyntaxFacts.GetReservedKeywordKinds().Select(SyntaxFacts.GetText))
        {
            Assert.NotNull(Refusal($"namespace: Game\nclass: {keyword}_\nevents: []\n".Replace($"{keyword}_", $"\"{keyword}\"", StringComparison.Ordinal)));
            Assert.Null(Refusal($"namespace: Game\nclass: {keyword}_\nevents: []\n"));
            Assert.NotNull(Refusal($"namespace: Game.{keyword}.Events\nclass: GameEvents\nevents: []\n"));
            Assert.NotNull(Refusal($"namespace: Game\nclass: GameEvents\nevents: []\nenums: {{ \"{keyword}\": {{ values: {{ a: 1 }} }} }}\n"));
        }

        foreach (string keyword in SyntaxFacts.GetContextualKeywordKinds().Select(SyntaxFacts.GetText))
        {
            Assert.NotNull(Refusal($"namespace: Game\nclass: GameEvents\nevents: []\nenums: {{ \"{keyword}\": {{ values: {{ a: 1 }} }} }}\n"));
        }
    }

    /// <summary>Why an editor underlines something; null where it has nothing to say.</summary>
    private static string? Refusal(string yaml)
    {
        try
        {
            // Of a file without a document there is nothing to check.
            return YamlToJson.Read(yaml) is { } value ? s_schema.Refusal(value) : null;
        }
        catch (Exception fault) when (fault is YamlException or InvalidOperationException or InvalidCastException)
        {
            return "It is not YAML: " + fault.Message;
        }
    }
}
