using Ojo.Generators.Tests.Driving;

namespace Ojo.Generators.Tests.Rules;

public sealed class OJO303Tests() : RuleTest("OJO303", DiagnosticSeverity.Warning)
{
    private const string Before = """
        public static partial class Events
        {
            [TraceEvent(Flow = false)] public static partial void RecordStopped(this Tracer? tracer);
        }
        public partial class Connection([FlowId] uint id)
        {
            private Tracer _tracer = Tracer.Create();
            [TraceEvent] internal partial void RecordClosed();
            private void Reopen() => _tracer = Tracer.Create();
            private static void Serve() { }
            public void Run(Tracer tracer, bool isOwner)
            {
                _ = (tracer, isOwner);
                STATEMENT
            }
        }
        """;

    [Theory]
    [InlineData("tracer.Dispose(); ⟦tracer.RecordStopped()⟧;")]
    [InlineData("tracer?.Dispose(); Serve(); if (isOwner) { ⟦Events.RecordStopped(tracer)⟧; }")]
    [InlineData("tracer.Dispose(); ⟦tracer.Write(1, 2, 3)⟧; ⟦tracer.Flush()⟧;")]
    [InlineData("tracer.Dispose(); for (int i = 0; i < 2; i++) { tracer?⟦.RecordPacketSent(1, 2)⟧; }")]
    [InlineData("using (tracer) { Serve(); } ⟦tracer.RecordStopped()⟧;")]
    [InlineData("try { using (tracer) { Serve(); } } finally { ⟦tracer.RecordStopped()⟧; }")]
    [InlineData("try { Serve(); tracer.Dispose(); } catch (Exception) { tracer.RecordStopped(); } finally { ⟦tracer.RecordStopped()⟧; }")]
    [InlineData("try { Serve(); } finally { tracer.Dispose(); ⟦tracer.RecordStopped()⟧; }")]
    [InlineData("try { Serve(); } finally { tracer.Dispose(); } ⟦tracer.RecordStopped()⟧;")]
    [InlineData("{ lock (this) { tracer.Dispose(); } } ⟦tracer.RecordStopped()⟧;")]
    [InlineData("_tracer.Dispose(); ⟦RecordClosed()⟧;")]
    [InlineData("this._tracer.Dispose(); ⟦this.RecordClosed()⟧; ⟦_tracer.RecordStopped()⟧;")]
    public Task What_is_recorded_after_the_tracer_was_disposed_is_flagged(string statement) =>
        Flagged(Before.Replace("STATEMENT", statement, StringComparison.Ordinal));

    [Fact]
    public Task The_message_names_the_tracer_and_the_line() => Flagged(
        "static class Program { static void Main2(Tracer tracer)\n{\ntracer.Dispose();\n⟦tracer.RecordPacketSent(1, 2)⟧;\n} }",
        "'tracer' is disposed in line 6, so what is recorded here is lost; dispose it afterwards");

    [Theory]
    [InlineData("using (tracer) { try { Serve(); } finally { tracer.RecordStopped(); } }")]
    [InlineData("using Tracer own = Tracer.Create(); try { Serve(); } finally { own.RecordStopped(); }")]
    [InlineData("try { Serve(); } finally { tracer.RecordStopped(); tracer.Dispose(); }")]
    [InlineData("try { Serve(); tracer.Dispose(); } catch (Exception) { tracer.RecordStopped(); }")]
    [InlineData("try { Serve(); tracer.Dispose(); } catch (Exception) { tracer = Tracer.Create(); } tracer.RecordStopped();")]
    [InlineData("if (isOwner) { tracer.Dispose(); } tracer.RecordStopped();")]
    [InlineData("if (isOwner) { tracer.Dispose(); return; } tracer.RecordStopped();")]
    [InlineData("while (isOwner) { tracer.RecordStopped(); tracer.Dispose(); break; }")]
    [InlineData("tracer.Dispose(); tracer = Tracer.Create(); tracer.RecordStopped();")]
    [InlineData("tracer.Dispose(); if (isOwner) { tracer = Tracer.Create(); tracer.RecordStopped(); }")]
    [InlineData("tracer.Dispose(); _tracer.RecordStopped(); RecordClosed();")]
    [InlineData("tracer.Dispose(); Action later = () => tracer.RecordStopped(); later();")]
    [InlineData("tracer.Dispose(); _ = tracer.Statistics; tracer.Dispose(); _ = tracer.ToString();")]
    [InlineData("_tracer.Dispose(); Reopen(); RecordClosed();")]
    [InlineData("_tracer.Dispose(); new Connection(2).RecordClosed();")]
    [InlineData("again: tracer.RecordStopped(); if (isOwner) { isOwner = false; goto again; } tracer.Dispose();")]
    [InlineData("Action stop = tracer.Dispose; tracer.RecordStopped(); stop();")]
    [InlineData("using (var other = new System.IO.MemoryStream()) { } tracer.RecordStopped();")]
    public Task What_may_be_recorded_before_it_or_by_another_tracer_is_right(string statement) =>
        NotFlagged(Before.Replace("STATEMENT", statement, StringComparison.Ordinal));

    [Fact]
    public Task A_pragma_silences_it() => NotFlagged(
        Before.Replace("STATEMENT", "tracer.Dispose();\n#pragma warning disable OJO303\ntracer.RecordStopped();\n", StringComparison.Ordinal));

    [Fact]
    public async Task The_severity_of_an_editorconfig_holds()
    {
        Project project = Project.With("using System;\nusing Ojo;\n" + Before.Replace("STATEMENT", "tracer.Dispose(); tracer.RecordStopped();", StringComparison.Ordinal));
        Assert.Equal(DiagnosticSeverity.Error, Assert.Single(await Diagnosis.Of(project.Severity("OJO303", ReportDiagnostic.Error))).Severity);
        Assert.Empty(await Diagnosis.Of(project.Severity("OJO303", ReportDiagnostic.Suppress)));
    }
}
