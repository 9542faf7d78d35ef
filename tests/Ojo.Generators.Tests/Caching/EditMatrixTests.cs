using Ojo.Generators.Tests.Driving;

namespace Ojo.Generators.Tests.Caching;

/// <summary>Which files are written anew after which edit.</summary>
public sealed class EditMatrixTests
{
    private const string Connection = """
        using Ojo;
        namespace Net;
        /// <summary>A connection.</summary>
        public partial class Connection(Tracer tracer)
        {
            [FlowId] private readonly uint _flowId = 1;
            public int Calls() { return 1; }
            [TraceEvent(Category = "Net", Description = "One")] private partial void RecordPing(int size);
        }
        """;

    private const string Stream = """
        using Ojo;
        namespace Net;
        public partial class Stream(Tracer tracer)
        {
            [FlowId] private readonly uint _flowId = 1;
            [TraceEvent(Provider = "streams")] private partial void RecordOpened(Why why, Range range, (uint, uint) sizes, string name);
        }
        public enum Why { A, B }
        [TraceValue] public readonly record struct Range(ulong Least, ulong Most);
        """;

    private const string Yaml = """
        namespace: Game
        class: GameEvents
        events:
          - name: TICK
            description: A tick
            fields:
              - { name: number, type: u32 }
        """;

    private const string ConnectionFile = "Net.Connection.Recorders.g.cs";
    private const string StreamFile = "Net.Stream.Recorders.g.cs";
    private const string GameFile = "Game.GameEvents.Recorders.g.cs";
    private const string NetProvider = "Ojo.Generated.NetProvider.g.cs";
    private const string NetViews = "Ojo.Generated.NetProvider.Views.g.cs";
    private const string StreamsProvider = "Ojo.Generated.StreamsProvider.g.cs";
    private const string StreamsViews = "Ojo.Generated.StreamsProvider.Views.g.cs";
    private const string GameProvider = "Ojo.Generated.GameProvider.g.cs";
    private const string GameViews = "Ojo.Generated.GameProvider.Views.g.cs";

    private static readonly Project s_project = new Project()
        .Source(Connection, "Connection.cs")
        .Source(Stream, "Stream.cs")
        .Events(Yaml);

    [Fact]
    public void Each_type_has_a_file_and_each_provider_has_two() => Assert.Equal(
        new[] { ConnectionFile, StreamFile, GameFile, NetProvider, NetViews, StreamsProvider, StreamsViews, GameProvider, GameViews }.Order(StringComparer.Ordinal),
        GeneratorRun.Of(s_project).Sources.Keys);

    [Fact]
    public void A_keystroke_in_a_method_body_changes_nothing() => Changes(InConnection("return 1;", "return 12;"));

    [Fact]
    public void A_line_above_the_declaration_changes_nothing() => Changes(InConnection("namespace Net;", "\n\n// Moves everything down.\nnamespace Net;"));

    [Fact]
    public void A_member_without_an_event_changes_nothing() => Changes(InConnection("public int Calls()", "public int More => 2;\n    public int Calls()"));

    [Fact]
    public void A_documentation_comment_elsewhere_changes_nothing() => Changes(InConnection("A connection.", "The connection."));

    [Fact]
    public void A_new_file_without_events_changes_nothing() => Changes(s_project.Source("class C;", "C.cs"));

    [Fact]
    public void A_description_changes_its_type_and_its_catalogue() => Changes(InConnection("\"One\"", "\"Two\""), ConnectionFile, NetProvider);

    [Fact]
    public void A_condition_for_a_snapshot_changes_its_catalogue_alone() => Changes(
        InConnection("Description = \"One\"", "Description = \"One\", SnapshotWhen = \"size > 5\""), NetProvider);

    [Fact]
    public void A_condition_for_a_snapshot_in_a_file_changes_its_catalogue_alone() => Changes(
        InYaml("description: A tick", "description: A tick\n    snapshot_when: number > 5"), GameProvider);

    [Fact]
    public void A_parameters_type_changes_its_type_its_catalogue_and_its_view() => Changes(InConnection("int size", "long size"), ConnectionFile, NetProvider, NetViews);

    [Fact]
    public void Another_name_for_the_tracer_changes_the_recorders_and_no_catalogue() => Changes(
        InConnection("(Tracer tracer)", "(Tracer trace)"), ConnectionFile);

    [Fact]
    public void A_visibility_changes_the_recorders_and_no_catalogue() => Changes(
        InConnection("private partial void RecordPing", "internal partial void RecordPing"), ConnectionFile);

    [Fact]
    public void A_new_event_changes_its_type_its_catalogue_and_the_views() => Changes(
        InConnection("public int Calls()", "[TraceEvent] private partial void RecordPong();\n    public int Calls()"), ConnectionFile, NetProvider, NetViews);

    [Fact]
    public void An_enum_in_another_file_changes_the_catalogue_and_the_views_that_name_its_values() => Changes(
        s_project.Source(Stream.Replace("A, B", "A, B, C", StringComparison.Ordinal), "Stream.cs"), StreamsProvider, StreamsViews);

    [Fact]
    public void A_fields_name_and_kind_in_an_events_file_change_its_view_by_the_name_alone()
    {
        Changes(InYaml("type: u32", "type: u32, kind: count"), GameProvider);
        Changes(InYaml("name: number", "name: count"), GameFile, GameProvider, GameViews);
        Changes(InYaml("type: u32", "type: u32, bits: 20"), GameFile, GameProvider, GameViews);
    }

    [Fact]
    public void A_chart_hint_changes_the_catalogue_and_no_recorder() => Changes(
        InConnection("Category = \"Net\"", "Category = \"Net\", Chart = ChartHint.Band"), NetProvider);

    [Fact]
    public void A_comment_in_an_events_file_changes_nothing() => Changes(InYaml("events:", "# What happens\nevents:"));

    [Fact]
    public void Another_spelling_of_the_same_events_file_changes_nothing() => Changes(
        InYaml("      - { name: number, type: u32 }", "      - name: \"number\"\n        type: u32"));

    [Fact]
    public void A_description_in_an_events_file_changes_its_class_and_its_catalogue() => Changes(InYaml("A tick", "A tock"), GameFile, GameProvider);

    [Fact]
    public void A_fields_unit_in_an_events_file_changes_its_class_and_its_catalogue() => Changes(
        InYaml("type: u32", "type: u32, unit: ticks"), GameFile, GameProvider);

    [Fact]
    public void A_new_events_file_changes_only_what_it_adds() => Changes(
        s_project.Events(Yaml.Replace("GameEvents", "More\nprovider: more", StringComparison.Ordinal), "more.yaml"),
        "Game.More.Recorders.g.cs",
        "Ojo.Generated.MoreProvider.g.cs",
        "Ojo.Generated.MoreProvider.Views.g.cs");

    [Fact]
    public void A_lock_changes_nothing() => Changes(s_project.Lock("Game 0x00010001 TICK active - flow number:u32:32\n"));

    [Fact]
    public void Retiring_an_event_changes_its_class_and_its_catalogue() => Changes(
        InYaml("description: A tick", "description: A tick\n    retired: \"0.3\""), GameFile, GameProvider);

    [Fact]
    public void The_version_that_brought_an_event_changes_the_catalogue_and_no_recorder() => Changes(
        InYaml("description: A tick", "description: A tick\n    since: \"0.2\""), GameProvider);

    [Fact]
    public void A_property_of_something_else_changes_nothing() => Changes(s_project.Property("RootNamespace", "Other"));

    [Fact]
    public void Removing_a_category_that_no_event_has_changes_nothing() => Changes(s_project.Property("OjoRemoveCategories", "Other"));

    [Fact]
    public void Removing_a_category_changes_the_types_of_its_events_and_takes_their_catalogue_away() => Changes(
        s_project.Property("OjoRemoveCategories", "net"), ConnectionFile);

    [Fact]
    public void Another_spelling_of_the_removed_categories_changes_nothing() => Changes(
        s_project.Property("OjoRemoveCategories", " Other, third,"), s_project.Property("OjoRemoveCategories", "Third;Other;OTHER"));

    [Fact]
    public void Another_version_of_the_language_that_is_new_enough_changes_nothing() => Changes(s_project with { LanguageVersion = LanguageVersion.CSharp12 });

    [Fact]
    public void A_version_of_the_language_that_is_too_old_changes_every_type_and_takes_the_catalogues_away() => Changes(
        s_project with { LanguageVersion = LanguageVersion.CSharp11 }, ConnectionFile, StreamFile, GameFile);

    [Fact]
    public void The_severity_of_a_rule_changes_nothing() => Changes(s_project.Severity("OJO300", ReportDiagnostic.Error));

    [Fact]
    public void Another_member_of_a_value_changes_the_types_that_use_it()
    {
        Project edited = s_project.Source(Stream.Replace("ulong Most", "ulong Most, bool More", StringComparison.Ordinal), "Stream.cs");
        Changes(edited, StreamFile, StreamsProvider, StreamsViews);
    }

    [Fact]
    public void A_method_of_a_value_changes_nothing() => Changes(
        s_project.Source(Stream.Replace("ulong Most);", "ulong Most) { public bool IsEmpty => false; }", StringComparison.Ordinal), "Stream.cs"));

    [Fact]
    public void Making_a_pair_of_a_field_changes_its_class_its_catalogue_and_its_view() => Changes(
        InYaml("type: u32", "type: u32, pair: true"), GameFile, GameProvider, GameViews);

    [Fact]
    public void An_event_of_a_class_with_very_many_changes_the_file_of_its_category_and_its_catalogue() => Changes(
        LargeType.Project, LargeType.WithDescription("Other"), LargeType.SecondFile, LargeType.Provider);

    private static Project InConnection(string before, string after)
    {
        Assert.Contains(before, Connection, StringComparison.Ordinal);
        return s_project.Source(Connection.Replace(before, after, StringComparison.Ordinal), "Connection.cs");
    }

    private static Project InYaml(string before, string after)
    {
        Assert.Contains(before, Yaml, StringComparison.Ordinal);
        return s_project.Events(Yaml.Replace(before, after, StringComparison.Ordinal));
    }

    /// <summary>Asserts that the edit writes <paramref name="files"/> anew and finds every other as it was.</summary>
    private static void Changes(Project edited, params string[] files) => Changes(s_project, edited, files);

    private static void Changes(Project project, Project edited, params string[] files)
    {
        GeneratorDriver driver = GeneratorRun.Driver(project, new OjoGenerator())
            .RunGenerators(project.Compile(), TestContext.Current.CancellationToken);
        Dictionary<string, string> before = Sources(driver);
        driver = driver
            .ReplaceAdditionalTexts(edited.AdditionalTexts())
            .WithUpdatedAnalyzerConfigOptions(edited.Options())
            .WithUpdatedParseOptions(edited.ParseOptions)
            .RunGenerators(edited.Compile(), TestContext.Current.CancellationToken);
        Dictionary<string, string> after = Sources(driver);
        string[] changed = [.. after.Where(file => !before.TryGetValue(file.Key, out string? text) || text != file.Value).Select(static file => file.Key)];
        Assert.Equal(files.Order(StringComparer.Ordinal), changed.Order(StringComparer.Ordinal));

        if (after.Count != before.Count)
        {
            // A type more moves the others on by one, so the driver writes them again, the same.
            return;
        }

        // What has changed is what was written, and nothing else was.
        int written = driver.GetRunResult().Results.Single().TrackedOutputSteps
            .SelectMany(static output => output.Value)
            .SelectMany(static step => step.Outputs)
            .Count(static output => output.Reason is IncrementalStepRunReason.New or IncrementalStepRunReason.Modified);
        Assert.Equal(files.Length, written);
    }

    private static Dictionary<string, string> Sources(GeneratorDriver driver) => driver.GetRunResult().Results.Single().GeneratedSources
        .ToDictionary(static source => source.HintName, static source => source.SourceText.ToString());
}
