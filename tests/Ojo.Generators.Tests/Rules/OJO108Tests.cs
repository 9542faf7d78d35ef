using Ojo.Generators.Tests.Driving;

namespace Ojo.Generators.Tests.Rules;

public sealed class OJO108Tests() : RuleTest("OJO108")
{
    [Fact]
    public Task A_decoder_whose_name_is_taken_is_flagged() => Flagged("""
        public sealed partial class Connection
        {
            public static Tracer? Tracer => null;
            [FlowId] private uint FlowId => 1;

            public int PingEvent => 1;
            [TraceEvent] public partial void ⟦RecordPing⟧();
        }
        """,
        "'RecordPing' would become 'PingEvent' in C#, which 'Connection' has already; choose another name");

    [Theory]
    [InlineData("this Tracer tracer, int size", "this Tracer tracer, long size")]
    [InlineData("this Tracer tracer, long size", "this Tracer tracer, int size")]
    [InlineData("this Tracer tracer, int size", "this ITracerSource source, int size")]
    public async Task Overloads_of_different_events_are_flagged_at_the_second_and_the_first_records(string first, string second)
    {
        string source = $$"""
            public static partial class Events
            {
                [TraceEvent(Name = "A", Flow = false)] public static partial void RecordPing({{first}});
                [TraceEvent(Name = "B", Flow = false)] public static partial void ⟦RecordPing⟧({{second}});
            }
            """;
        await Flagged(source, "'RecordPing' would become 'PingEvent' in C#, which 'Events' has already; choose another name");
        string generated = string.Concat(GeneratorRun.Of(Project.With("using Ojo;\n" + Markup.Parse(source).Text)).Sources.Values);
        Assert.Contains("Name = \"A\",", generated, StringComparison.Ordinal);
        Assert.DoesNotContain("Name = \"B\",", generated, StringComparison.Ordinal);
    }

    [Fact]
    public Task Two_names_that_become_one_method_are_flagged() => FlaggedYaml("""
        namespace: Game
        class: GameEvents
        events:
          - { name: A_1 }
          - { name: ⟦A1⟧ }
        """,
        "'A1' would become 'RecordA1' in C#, which is taken by 'A_1' in line 4; choose another name");

    [Fact]
    public Task An_enum_of_a_field_whose_name_is_taken_is_flagged() => FlaggedYaml("""
        namespace: Game
        class: GameEvents
        enums:
          PingWhy: { values: { a: 1 } }
        events:
          - name: PING
            fields:
              - { name: ⟦why⟧, type: enum, values: { b: 1 } }
        """,
        "'why' would become 'PingWhy' in C#, which is an enum of this file already; choose another name");

    [Fact]
    public Task An_enum_that_is_called_like_the_class_is_flagged() => FlaggedYaml("""
        namespace: Game
        class: GameEvents
        enums:
          ⟦GameEvents⟧: { values: { a: 1 } }
        events: []
        """,
        "'GameEvents' would become 'GameEvents' in C#, which is this file's class; choose another name");

    [Fact]
    public Task A_guard_of_the_users_own_is_left_alone() => NotFlagged("""
        public sealed partial class Connection
        {
            public static Tracer? Tracer => null;
            [FlowId] private uint FlowId => 1;

            public bool IsPingEnabled => true;
            [TraceEvent] public partial void RecordPing();
        }
        """);

    [Theory]
    [InlineData("public partial class GameEvents { public int Count; }")]
    [InlineData("public partial class GameEvents : System.Exception;")]
    [InlineData("public static class GameEvents;")]
    [InlineData("public partial struct GameEvents;")]
    [InlineData("public enum GameEvents { A }")]
    public async Task A_class_that_CSharp_declares_otherwise_is_flagged_once(string declaration)
    {
        Markup markup = Markup.Parse("namespace: Game\nclass: ⟦GameEvents⟧\nevents:\n  - { name: PING }\n");
        await Expect(
            Project.WithEvents(markup.Text).Source("namespace Game;\n" + declaration),
            markup,
            "events.yaml",
            "'GameEvents' would become 'Game.GameEvents' in C#, which is declared in Source.cs, line 2, and is no static partial class there; choose another name");
    }

    [Theory]
    [InlineData("internal static partial class GameEvents { public static int Count { get; set; } }")]
    [InlineData("static partial class GameEvents;")]
    [InlineData("public partial class GameEvents { public const int Count = 1; }")]
    [InlineData("internal static partial class GameEvents { [global::Ojo.TraceEvent(Flow = false)] internal static partial void RecordPong(global::Ojo.Tracer tracer); }")]
    public async Task A_class_that_CSharp_adds_to_is_not_however_visible_it_is(string declaration) => Assert.Empty(await Diagnosis.Of(
        Project.WithEvents("namespace: Game\nclass: GameEvents\nevents:\n  - { name: PING }\n").Source("namespace Game;\n" + declaration)));
}
