using Ojo.Generators.Tests.Driving;

namespace Ojo.Generators.Tests.Rules;

public sealed class OJO110Tests() : RuleTest("OJO110")
{
    private const string Yaml = """
        namespace: Game
        class: GameEvents
        events:
          - name: PING
        """;

    [Fact]
    public Task Two_methods_with_one_wire_name_are_flagged_at_the_second() => Flagged("""
        namespace Game;

        public static partial class A
        {
            [TraceEvent] public static partial void RecordPing(this Tracer tracer, [FlowId] uint flowId);
        }

        public static partial class B
        {
            [TraceEvent] public static partial void ⟦RecordPing⟧(this Tracer tracer, [FlowId] uint flowId);
        }
        """,
        "Event 'PING' of provider 'Game' is declared here and at Source.cs:8; remove or rename one");

    [Fact]
    public Task Overloads_are_flagged_and_both_have_a_body() => Flagged("""
        namespace Game;

        public static partial class A
        {
            [TraceEvent] public static partial void RecordPing(this Tracer tracer, [FlowId] uint flowId);
            [TraceEvent] public static partial void ⟦RecordPing⟧(this Tracer tracer, [FlowId] uint flowId, int size);
        }
        """);

    [Fact]
    public Task Names_that_differ_in_words_and_not_on_the_wire_are_flagged_where_the_name_is() => Flagged("""
        namespace Game;

        public static partial class A
        {
            [TraceEvent] public static partial void RecordPing(this Tracer tracer, [FlowId] uint flowId);
            [TraceEvent(Name = ⟦"PING"⟧)] public static partial void RecordPong(this Tracer tracer, [FlowId] uint flowId);
        }
        """);

    [Fact]
    public Task The_same_event_in_CSharp_and_in_a_file_is_flagged_in_the_file()
    {
        const string source = """
            using Ojo;
            namespace Game;
            public static partial class A
            {
                [TraceEvent] public static partial void RecordPing(this Tracer tracer, [FlowId] uint flowId);
            }
            """;
        Markup markup = Markup.Parse(Yaml.Replace("PING", "⟦PING⟧", StringComparison.Ordinal));
        Project project = Project.With(source).Events(markup.Text);
        return Expect(project, markup, "events.yaml", "Event 'PING' of provider 'Game' is declared here and at Source.cs:5; remove or rename one");
    }

    [Fact]
    public Task It_is_flagged_in_one_class_of_both_styles_too()
    {
        const string source = """
            using Ojo;
            namespace Game;
            public static partial class GameEvents
            {
                [TraceEvent] public static partial void RecordPing(this Tracer tracer, [FlowId] uint flowId);
            }
            """;
        Markup markup = Markup.Parse(Yaml.Replace("PING", "⟦PING⟧", StringComparison.Ordinal));
        return Expect(Project.With(source).Events(markup.Text), markup, "events.yaml");
    }

    [Fact]
    public Task The_same_event_in_two_files_is_flagged_in_the_second()
    {
        Markup markup = Markup.Parse(Yaml.Replace("PING", "⟦PING⟧", StringComparison.Ordinal));
        Project project = Project.WithEvents(Yaml).Events(markup.Text.Replace("GameEvents", "More", StringComparison.Ordinal), "more.yaml");
        return Expect(project, markup with { Text = project.EventFiles["more.yaml"], Spans = [new(markup.Spans[0].Start - 6, 4)] }, "more.yaml");
    }

    [Fact]
    public async Task The_same_name_of_two_providers_is_not()
    {
        const string source = """
            using Ojo;
            namespace Game;
            public static partial class GameEvents
            {
                [TraceEvent(Provider = "other")] public static partial void RecordPong(this Tracer tracer, [FlowId] uint flowId);
                [TraceEvent] public static partial void RecordPang(this Tracer tracer, [FlowId] uint flowId);
            }
            """;
        Assert.Empty(await Diagnosis.Of(Project.With(source).Events(Yaml).Events(Yaml.Replace("class: GameEvents", "class: More\nprovider: more", StringComparison.Ordinal), "more.yaml")));
    }
}
