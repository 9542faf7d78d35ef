using Ojo.Generators.Tests.Driving;

namespace Ojo.Generators.Tests.Output;

/// <summary>What is generated compiles without a warning, wherever it stands and however the project is set up.</summary>
public sealed class GeneratedCodeTests
{
    private const string Yaml = """
        namespace: Game.Events
        class: GameEvents
        provider: game
        description: What happens in a <game> & "around" it */
        enums:
          Why: { values: { a: 1, other_thing: 0xFFFFFFFF } }
        events:
          - { name: EMPTY }
          - name: FULL
            description: "Quotes \" and \\ and \"\"\" and */ and </summary> and 'single' and \u0000\u2028\uD83D\uDE00 and {braces}"
            category: A.B-c
            level: error
            fields:
              - { name: a, type: enum, enum: Why, bits: 40, unit: "\"\"\"", description: "</param> \"\"\"\"" }
              - { name: b, type: i8, bits: 5 }
              - { name: c, type: duration }
              - { name: d, type: f32 }
              - { name: e, type: f64 }
              - { name: class, type: bool }
          - name: SAID
            fields:
              - { name: event, type: string }
              - { name: what, type: text }
              - { name: raw, type: bytes }
              - { name: at, type: timestamp }
              - { name: ids, type: uuid, pair: true }
              - { name: whys, type: enum, enum: Why, bits: 40, pair: true }
              - { name: names, type: string, pair: true }
              - { name: peers, type: ip, pair: true }
        """;

    private const string Source = """
        using global::Ojo;

        namespace Game.Events
        {
            // Names that generated code must not trip over.
            public class System { }
            public class Ojo { }
            public class Tracer { }
            public class OjoSwitches { }
        }

        namespace @class.@event
        {
            public enum @enum : ulong { @true = ulong.MaxValue, @false = 0 }

            /// <summary>Outer.</summary>
            public partial class Outer
            {
                public enum Level { Low, High }

                protected enum Hidden : byte { Low, High }

                private readonly global::Ojo.Tracer _tracer = null!;
                [FlowId] protected readonly uint @int = 0;

                /// <summary>Kept.</summary>
                /// <param name="event">Kept.</param>
                [TraceEvent(Description = "Never seen")]
                public partial void RecordKept(@enum @event);

                [TraceEvent] protected internal virtual partial void RecordVirtual(in long a, scoped in int b, ref readonly short c, byte d = 3);
                [TraceEvent] protected partial void RecordHidden(Hidden hidden);
                [TraceEvent] private protected unsafe partial void RecordUnsafe(Level level);

                /// <summary>A value.</summary>
                [TraceValue] protected struct Value
                {
                    public string @event { get; init; }
                    public global::System.Net.IPAddress @class;
                    public Hidden Hidden { get; set; }
                }

                [TraceValue] internal record struct Pair<T>(T @first, global::System.TimeSpan At) where T : unmanaged
                {
                    internal enum Kind { A }
                }

                [TraceEvent] protected partial void RecordValue(in Value value, Value @object, (Level @from, Level) levels);
                [TraceEvent] internal partial void RecordPair(ref readonly Pair<short> pair, (Pair<int>.Kind, Pair<int>.Kind) kinds);
                [TraceEvent] public partial void RecordText(string @string, global::System.ReadOnlySpan<char> text, scoped global::System.ReadOnlySpan<byte> bytes, [TraceField(Text = true)] string @out);

                [TraceEvent, global::System.Runtime.CompilerServices.MethodImpl(global::System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
                internal partial void RecordNotInlined(double tracer, double doubleBits, double tracerBits);

                public readonly partial record struct Middle(global::Ojo.Tracer Tracer)
                {
                    internal partial interface IInner
                    {
                        protected static global::Ojo.Tracer? Shared { get; set; }

                        [TraceEvent(Flow = false)] static partial void RecordShared(bool flag);
                    }

                    [FlowId] private byte Flow => 1;
                    [TraceEvent(Provider = "game")] public partial void RecordFromStruct(char letter);
                }
            }

            public partial class Derived : Outer
            {
                private readonly global::Ojo.Tracer? _own = null;

                [TraceEvent(Provider = "derived")] protected internal override partial void RecordVirtual(in long a, scoped in int b, ref readonly short c, byte d);
            }
        }

        /// <summary>In the global namespace.</summary>
        public static partial class GlobalEvents
        {
            [TraceEvent] public static partial void RecordWithTracer(this global::Ojo.Tracer? ojo, [FlowId] uint tracer, int current);
        }
        """;

    public static MatrixTheoryData<LanguageVersion, NullableContextOptions, bool> Settings => new(
        [LanguageVersion.CSharp12, LanguageVersion.CSharp13, LanguageVersion.Preview],
        [NullableContextOptions.Disable, NullableContextOptions.Enable, NullableContextOptions.Warnings],
        [false, true]);

    [Theory]
    [MemberData(nameof(Settings))]
    public async Task It_compiles_without_a_warning(LanguageVersion version, NullableContextOptions nullable, bool checkOverflow)
    {
        string source = Source;
        if (nullable is NullableContextOptions.Disable or NullableContextOptions.Warnings)
        {
            source = source.Replace("Tracer?", "Tracer", StringComparison.Ordinal).Replace("null!", "null", StringComparison.Ordinal);
        }

        Project project = Project.With(source).Events(Yaml) with { LanguageVersion = version, Nullable = nullable, CheckOverflow = checkOverflow };
        Assert.Empty(await Diagnosis.Of(project));
    }

    [Fact]
    public void Names_that_differ_only_in_case_or_are_very_long_get_files_of_their_own()
    {
        const string declaration = "{ [global::Ojo.TraceEvent(Flow = false)] public static partial void RecordPing(global::Ojo.Tracer tracer); }\n";
        string longName = new('X', 300);
        GeneratorRun run = GeneratorRun.Of(Project.With(
            $"namespace a {{ static partial class Events {declaration} }}\n"
            + $"namespace A {{ static partial class Events {declaration} }}\n"
            + $"namespace Ä {{ static partial class Events {declaration} }}\n"
            + $"namespace Ö {{ static partial class Events {declaration} }}\n"
            + $"namespace {longName} {{ static partial class Events {declaration} }}\n"));
        Assert.Equal(15, run.Sources.Count);
        Assert.Equal(15, run.Sources.Keys.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(run.Sources.Keys, static name => Assert.InRange(name.Length, 1, 140));
        Assert.All(run.Sources.Keys, static name => Assert.All(name, static c => Assert.True(char.IsAscii(c))));
        Assert.Empty(run.Output.GetDiagnostics(TestContext.Current.CancellationToken).Where(static d => d.Severity == DiagnosticSeverity.Error));
    }

    [Fact]
    public async Task A_class_with_very_many_events_has_a_file_for_each_category_and_compiles_without_a_warning()
    {
        Assert.Equal([LargeType.FirstFile, LargeType.SecondFile, LargeType.Views, LargeType.Provider], GeneratorRun.Of(LargeType.Project).Sources.Keys);
        Assert.Empty(await Diagnosis.Of(LargeType.Project));
    }

    [Fact]
    public void The_order_of_declarations_does_not_matter()
    {
        const string a = "public static partial class A { [global::Ojo.TraceEvent(Flow = false)] public static partial void RecordX(global::Ojo.Tracer t); }";
        const string b = "public static partial class B { [global::Ojo.TraceEvent(Flow = false)] public static partial void RecordY(global::Ojo.Tracer t); }";
        GeneratorRun one = GeneratorRun.Of(new Project().Source(a, "1.cs").Source(b, "2.cs").Events(Yaml));
        GeneratorRun other = GeneratorRun.Of(new Project().Source(b, "1.cs").Source(a, "2.cs").Events(Yaml));
        Assert.Equal(one.Sources, other.Sources);
    }

    [Fact]
    public void A_methods_id_depends_on_provider_and_name_alone()
    {
        const string source = "namespace N; public static partial class A { [global::Ojo.TraceEvent(Flow = false)] public static partial void RecordX(global::Ojo.Tracer t); }";
        string before = GeneratorRun.Of(Project.With(source)).Sources["N.A.Recorders.g.cs"];
        string after = GeneratorRun.Of(Project.With(source
            .Replace("class A", "class B", StringComparison.Ordinal)
            .Replace("Flow = false", "Flow = false, Description = \"Other\", Category = \"C\"", StringComparison.Ordinal)
            .Replace("Tracer t", "Tracer t, int more", StringComparison.Ordinal))).Sources["N.B.Recorders.g.cs"];
        string id = $"0x{Ojo.Catalogue.EventTypeId.Derive("N", "X"):X8}";
        Assert.Contains($"EventType = {id};", before, StringComparison.Ordinal);
        Assert.Contains($"EventType = {id};", after, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_are_written_without_a_byte_order_mark()
    {
        GeneratorRun run = GeneratorRun.Of(Project.With(Source).Events(Yaml));
        Assert.NotEmpty(run.Result.GeneratedTrees);
        Assert.All(run.Result.GeneratedTrees, static tree => Assert.Empty(tree.Encoding!.GetPreamble()));
    }

    [Fact]
    public void Nothing_is_generated_where_nothing_is_declared() => Assert.Empty(GeneratorRun.Of(Project.With("class C;")).Sources);
}
