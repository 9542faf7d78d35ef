using Ojo.Generators.Tests.Driving;

namespace Ojo.Generators.Tests.Rules;

public sealed class OJO900Tests() : ProjectRuleTest("OJO900", DiagnosticSeverity.Error)
{
    [Theory]
    [InlineData(LanguageVersion.CSharp11, "11.0")]
    [InlineData(LanguageVersion.CSharp10, "10.0")]
    [InlineData(LanguageVersion.CSharp9, "9.0")]
    public Task An_older_version_is_flagged_once_whatever_is_declared_and_called(LanguageVersion version, string name) => Expect(
        Declaring(version),
        $"Ojo generates C# 12.0 and this project is compiled as C# {name}, so its events are not recorded; set LangVersion to 12.0 or newer, or leave it out");

    [Theory]
    [InlineData(LanguageVersion.CSharp8)]
    [InlineData(LanguageVersion.CSharp7_3)]
    public async Task For_an_events_file_a_version_before_nullable_references_is_one_message(LanguageVersion version)
    {
        Project project = Project.WithEvents(Yaml).Source(Calls) with { LanguageVersion = version, Nullable = NullableContextOptions.Disable };
        Assert.Equal("OJO900", Assert.Single(await Diagnosis.Of(project)).Id);
    }

    [Theory]
    [InlineData(LanguageVersion.CSharp10)]
    [InlineData(LanguageVersion.CSharp8)]
    [InlineData(LanguageVersion.CSharp7_3)]
    public async Task Texts_and_bytes_and_addresses_have_stand_ins_without_annotations(LanguageVersion version)
    {
        const string events = "namespace: Game\nclass: GameEvents\nevents:\n  - { name: SAID, fields: [{ name: who, type: string }, { name: what, type: text }, { name: raw, type: bytes }, { name: peer, type: ip }] }\n"
            + "  - { name: PAIRED, description: Which? And was it string? Who knows?, fields: [{ name: names, type: string, pair: true }, { name: peers, type: ip, pair: true }] }\n";
        const string calls = """
            using Ojo;
            public static class Loop
            {
                public static void Run(Tracer tracer, string who, System.Net.IPAddress peer)
                {
                    Game.GameEvents.RecordSaid(tracer, 1, who, default(System.ReadOnlySpan<char>), default(System.ReadOnlySpan<byte>), peer);
                    Game.GameEvents.RecordPaired(tracer, 1, (who, who), (peer, peer));
                }
                public static System.Net.IPAddress Of(Ojo.Format.TraceEvent e)
                {
                    Game.GameEvents.PairedEvent paired;
                    return Game.GameEvents.PairedEvent.TryDecode(e, out paired) ? paired.Peers.First : null;
                }
            }
            """;
        Project project = Project.WithEvents(events).Source(calls) with { LanguageVersion = version, Nullable = NullableContextOptions.Disable };
        Assert.Equal("OJO900", Assert.Single(await Diagnosis.Of(project)).Id);
    }

    [Fact]
    public async Task A_class_of_a_file_and_of_csharp_has_no_annotations_either()
    {
        const string code = """
            using Ojo;
            namespace Game
            {
                public static partial class GameEvents
                {
                    [TraceEvent(Flow = false)] internal static partial void RecordBegun(this Tracer tracer, string name);
                }
            }
            """;
        Project project = Project.WithEvents(Yaml).Source(code) with { LanguageVersion = LanguageVersion.CSharp9, Nullable = NullableContextOptions.Disable };
        Assert.Equal("OJO900", Assert.Single(await Diagnosis.Of(project)).Id);
        Assert.DoesNotContain("#nullable", GeneratorRun.Of(project).Sources["Game.GameEvents.Recorders.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_generated_instead_records_nothing_and_is_in_no_catalogue()
    {
        GeneratorRun run = GeneratorRun.Of(Declaring(LanguageVersion.CSharp11));
        Assert.Equal(["Game.GameEvents.Recorders.g.cs", "Net.Connection.Recorders.g.cs"], run.Sources.Keys);
        Assert.All(run.Sources.Values, static text => Assert.DoesNotContain("EventSwitch", text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(LanguageVersion.CSharp12)]
    [InlineData(LanguageVersion.CSharp13)]
    [InlineData(LanguageVersion.Latest)]
    [InlineData(LanguageVersion.Preview)]
    [InlineData(LanguageVersion.Default)]
    public Task A_version_that_is_new_enough_is_right(LanguageVersion version) => Expect(Declaring(version));

    [Fact]
    public Task A_project_that_declares_nothing_may_be_as_old_as_it_likes() =>
        Expect(Project.With("public class C { }") with { LanguageVersion = LanguageVersion.CSharp7, Nullable = NullableContextOptions.Disable });

    private static Project Declaring(LanguageVersion version) =>
        Project.WithEvents(Yaml).Source(Methods).Source(Calls, "Calls.cs") with { LanguageVersion = version };
}
