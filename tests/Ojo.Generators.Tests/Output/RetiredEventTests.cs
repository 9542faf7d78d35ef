using System.Globalization;
using Ojo.Generators.Tests.Driving;

namespace Ojo.Generators.Tests.Output;

public sealed class RetiredEventTests
{
    private const string Yaml = """
        namespace: Game
        class: GameEvents
        events:
          - name: TICK
            since: "0.1"
            retired: "0.3"
            flow: false
        """;

    private const string Method = """
        using Ojo;
        namespace Game;
        public static partial class GameEvents
        {
            [TraceEvent(Flow = false, Since = "0.1", Retired = "0.3")] public static partial void RecordTick(this Tracer tracer);
        }
        """;

    private const string Recording = "namespace Game; public static class Loop { public static void Run(global::Ojo.Tracer tracer) => tracer.RecordTick(); }";

    private const string Reading = """
        namespace Game;
        public static class Reader
        {
            public static bool Is(global::Ojo.Format.TraceEvent e, global::Ojo.Tracer tracer) =>
                GameEvents.TickEvent.TryDecode(e, out _) || tracer.IsTickEnabled();
        }
        """;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Recording_it_warns_with_the_version(bool isYaml)
    {
        Project project = (isYaml ? Project.WithEvents(Yaml) : Project.With(Method)).Source(Recording, "Loop.cs");
        Diagnostic warning = Assert.Single(await Diagnosis.Of(project));
        Assert.Equal(("OJO301", "Loop.cs"), (warning.Id, warning.Location.GetLineSpan().Path));
        Assert.Contains("TICK was retired in 0.3; it is declared so that old traces can be read.", warning.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Reading_it_does_not(bool isYaml) =>
        Assert.Empty(await Diagnosis.Of((isYaml ? Project.WithEvents(Yaml) : Project.With(Method)).Source(Reading, "Reader.cs")));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void It_stays_in_the_catalogue_which_says_that_it_is_retired_as_the_schema_does(bool isYaml)
    {
        string catalogue = GeneratorRun.Of(isYaml ? Project.WithEvents(Yaml) : Project.With(Method)).Sources["Ojo.Generated.GameProvider.g.cs"];
        Assert.Contains("Name = \"TICK\",", catalogue, StringComparison.Ordinal);
        Assert.Contains("Since = \"0.1\",", catalogue, StringComparison.Ordinal);
        Assert.Contains("Retired = \"0.3\",", catalogue, StringComparison.Ordinal);
        Assert.Contains("\"since\":\"0.1\",\"retired\":\"0.3\"", catalogue, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_method_that_its_author_has_marked_keeps_the_authors_words()
    {
        string source = Method.Replace("[TraceEvent(", "[System.Obsolete(\"Use RecordTock.\")] [TraceEvent(", StringComparison.Ordinal);
        Diagnostic warning = Assert.Single(await Diagnosis.Of(Project.With(source).Source(Recording, "Loop.cs")));
        Assert.Contains("Use RecordTock.", warning.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_overrides_or_implements_a_method_that_is_not_retired_says_nothing() => Assert.Empty(await Diagnosis.Of(Project.With("""
        using Ojo;
        public interface IConnection { void RecordOpened(); void RecordClosed(); }
        public abstract class Base(Tracer tracer) { protected Tracer Tracer { get; } = tracer; public abstract void RecordLost(); public virtual void RecordSent() { } }
        public partial class Connection : Base, IConnection
        {
            public Connection(Tracer tracer) : base(tracer) { }
            [TraceEvent(Flow = false, Retired = "0.3")] public override partial void RecordLost();
            [TraceEvent(Flow = false, Retired = "0.3")] public override partial void RecordSent();
            [TraceEvent(Flow = false, Retired = "0.3")] public partial void RecordOpened();
            [TraceEvent(Flow = false)] public partial void RecordClosed();
        }
        """)));
}
