using Ojo.Generators.Tests.Driving;

namespace Ojo.Generators.Tests.Rules;

public sealed class OJO300Tests() : RuleTest("OJO300", DiagnosticSeverity.Warning)
{
    private const string Before = """
        using System.Collections.Generic;
        using System.Linq;
        using System.Net;
        public enum Why { A, B }
        public record Point(int X);
        public struct Pair { public int A; }
        public static class Sizes
        {
            public static int Of(string? text) => text?.Length ?? 0;
            public static int OfObject(object? one) => one is null ? 0 : 1;
            public static int OfParams(params int[] all) => all.Length;
            public static int OfSpan(ReadOnlySpan<byte> bytes) => bytes.Length;
            public static int OfList(IEnumerable<int> all) => all.Count();
            public static int OfFunc(Func<int> make) => make();
            public static int Plain(int value) => value;
        }
        public static partial class Events
        {
            [TraceEvent(Flow = false)] public static partial void RecordSize(this Tracer? tracer, int size, Why why = Why.A);
            [TraceEvent(Flow = false)] public static partial void RecordPeer(this Tracer? tracer, IPAddress? address);
        }
        public partial class Connection(Tracer? tracer, [FlowId] uint id)
        {
            public static readonly IPAddress Known = IPAddress.Loopback;
            private int _calls = 1;
            public string? _text;
            [TraceEvent] internal partial void RecordLength(int length);
            public Connection? Other { get; set; }
            private int Next() => ++_calls;
            public void Run(Tracer? other, byte[] bytes, int n, Why why, string name, List<int> list)
            {
                _ = (other, bytes, n, why, name, list, _text, tracer);
                STATEMENT
            }
        }
        """;

    [Theory]
    [InlineData("RecordLength(Sizes.Of(⟦$\"{n}\"⟧));", "string interpolation", "IsLengthEnabled")]
    [InlineData("RecordLength(Sizes.Of(⟦name + n⟧));", "string concatenation", "IsLengthEnabled")]
    [InlineData("this.RecordLength((⟦name + \"x\"⟧).Length);", "string concatenation", "this.IsLengthEnabled")]
    [InlineData("Other!.RecordLength(Sizes.Of(⟦n.ToString()⟧));", "'ToString'", "Other.IsLengthEnabled")]
    [InlineData("Other?.RecordLength(Sizes.Of(⟦why.ToString()⟧));", "'ToString'", "Other.IsLengthEnabled")]
    [InlineData("other.RecordPeer(⟦new IPAddress(bytes)⟧);", "'new IPAddress'", "other.IsPeerEnabled()")]
    [InlineData("Events.RecordPeer(other, ⟦new(bytes)⟧);", "'new IPAddress'", "Events.IsPeerEnabled(other)")]
    [InlineData("global::Events.RecordPeer(address: ⟦new(bytes)⟧, tracer: other);", "'new IPAddress'", "global::Events.IsPeerEnabled(other)")]
    [InlineData("(other ?? tracer).RecordPeer(⟦new(bytes)⟧);", "'new IPAddress'", "(other ?? tracer).IsPeerEnabled()")]
    [InlineData("other.RecordSize(⟦new int[n]⟧.Length, why);", "an array", "other.IsSizeEnabled()")]
    [InlineData("other?.RecordSize(Sizes.OfList(⟦[n, 2]⟧));", "a collection expression", "other.IsSizeEnabled()")]
    [InlineData("RecordLength(⟦Sizes.OfParams(n, 2)⟧);", "the array of 'params'", "IsLengthEnabled")]
    [InlineData("RecordLength(Sizes.OfObject(⟦n⟧));", "boxing of 'int'", "IsLengthEnabled")]
    [InlineData("RecordLength(Sizes.OfObject(⟦default(Pair)⟧));", "boxing of 'Pair'", "IsLengthEnabled")]
    [InlineData("RecordLength(Sizes.OfFunc(⟦() => n⟧));", "a closure", "IsLengthEnabled")]
    [InlineData("RecordLength(Sizes.OfFunc(⟦Next⟧));", "a delegate", "IsLengthEnabled")]
    [InlineData("RecordLength(⟦list.Where(static one => one > 0)⟧.Count());", "'Where'", "IsLengthEnabled")]
    [InlineData("RecordLength(⟦Known.GetAddressBytes()⟧.Length);", "'GetAddressBytes'", "IsLengthEnabled")]
    [InlineData("RecordLength(⟦string.Format(\"{0}\", name)⟧.Length);", "'string.Format'", "IsLengthEnabled")]
    [InlineData("RecordLength(⟦name.Substring(1)⟧.Length);", "'Substring'", "IsLengthEnabled")]
    [InlineData("RecordLength((⟦new Point(1) with { X = n }⟧).X);", "a copy by 'with'", "IsLengthEnabled")]
    [InlineData("RecordLength(⟦new { n }⟧.n);", "an anonymous object", "IsLengthEnabled")]
    [InlineData("if (n > 1) { RecordLength(Sizes.Of(⟦$\"{n}\"⟧)); }", "string interpolation", "IsLengthEnabled")]
    [InlineData("if (!IsLengthEnabled) { RecordLength(Sizes.Of(⟦$\"{n}\"⟧)); }", "string interpolation", "IsLengthEnabled")]
    [InlineData("if (IsLengthEnabled || n > 1) { RecordLength(Sizes.Of(⟦$\"{n}\"⟧)); }", "string interpolation", "IsLengthEnabled")]
    [InlineData("if (IsLengthEnabled) { return; } RecordLength(Sizes.Of(⟦$\"{n}\"⟧));", "string interpolation", "IsLengthEnabled")]
    public Task An_argument_that_allocates_is_flagged_with_what_and_with_the_guard(string statement, string what, string guard) => Flagged(
        Before.Replace("STATEMENT", statement, StringComparison.Ordinal),
        $"This argument allocates even when the event is off ({what}); guard the call with 'if ({guard})'");

    [Theory]
    [InlineData("RecordLength(⟦$\"{n}\"⟧.Length); Events.RecordSize(other, why: why, size: ⟦$\"{n}\"⟧.Length);")]
    [InlineData("RecordLength(Sizes.Of(⟦name + $\"{n}\"⟧) + Sizes.Of($\"{n}\"));")]
    public Task Each_argument_is_flagged_once(string statement) => Flagged(Before.Replace("STATEMENT", statement, StringComparison.Ordinal));

    [Theory]
    [InlineData("RecordLength(n + bytes.Length * 2);")]
    [InlineData("RecordLength(Sizes.Of(\"a\" + \"b\" + nameof(Run)));")]
    [InlineData("RecordLength(Sizes.Of($\"{nameof(Run)} is constant\"));")]
    [InlineData("RecordLength(new Pair { A = n }.A + Sizes.Plain(n));")]
    [InlineData("RecordLength(Sizes.OfSpan(new byte[] { 1, 2, 3 }) + Sizes.OfSpan([1, 2]) + Sizes.OfSpan(\"ab\"u8));")]
    [InlineData("RecordLength(Sizes.OfFunc(static () => 1) + Sizes.OfFunc(() => { int own = 2; return own; }));")]
    [InlineData("RecordLength(Sizes.OfParams());")]
    [InlineData("RecordLength(list.Count() + list.Max());")]
    [InlineData("RecordLength(Sizes.Of(name.ToString()) + Sizes.Of(true.ToString()));")]
    [InlineData("RecordLength(Sizes.Of(name ?? throw new InvalidOperationException($\"{n}\")));")]
    [InlineData("RecordLength(Sizes.Of(_text ??= $\"{n}\"));")]
    [InlineData("RecordLength(Next()); other.RecordPeer(Known); other.RecordPeer(null);")]
    [InlineData("RecordLength(checked((int)DateTime.UtcNow.Ticks));")]
    public Task An_argument_that_does_not_allocate_is_right(string statement) => NotFlagged(Before.Replace("STATEMENT", statement, StringComparison.Ordinal));

    [Theory]
    [InlineData("if (IsLengthEnabled) { RecordLength($\"{n}\".Length); }")]
    [InlineData("if (n > 1 && IsLengthEnabled) RecordLength($\"{n}\".Length);")]
    [InlineData("if (other.IsSizeEnabled()) { if (n > 1) { other.RecordSize($\"{n}\".Length); } }")]
    [InlineData("if (other?.IsSizeEnabled() == true) { other.RecordSize($\"{n}\".Length); }")]
    [InlineData("if (other?.IsSizeEnabled() ?? false) { other.RecordSize($\"{n}\".Length); }")]
    [InlineData("if (other is { } one && one.IsSizeEnabled()) { one.RecordSize($\"{n}\".Length); }")]
    [InlineData("if (other.IsSizeEnabled() is true) { other.RecordSize($\"{n}\".Length); }")]
    [InlineData("if (!IsLengthEnabled) { return; } RecordLength($\"{n}\".Length);")]
    [InlineData("if (n > 9 || !IsLengthEnabled) return; for (int i = 0; i < n; i++) { RecordLength($\"{n}\".Length); }")]
    [InlineData("foreach (int one in list) { if (!IsLengthEnabled) { continue; } RecordLength($\"{one}\".Length); }")]
    [InlineData("if (IsLengthEnabled == false) { n++; } else { RecordLength($\"{n}\".Length); }")]
    [InlineData("bool isOn = IsLengthEnabled && n > 0; if (isOn) { RecordLength($\"{n}\".Length); }")]
    [InlineData("RecordLength(IsLengthEnabled ? $\"{n}\".Length : 0);")]
    [InlineData("while (IsLengthEnabled) { RecordLength($\"{n}\".Length); }")]
    [InlineData("if (IsLengthEnabled) { list.ForEach(one => RecordLength($\"{one}\".Length)); }")]
    [InlineData("if (other.IsSizeEnabled()) { RecordLength($\"{n}\".Length); }")]
    public Task A_guarded_call_is_right(string statement) => NotFlagged(Before.Replace("STATEMENT", statement, StringComparison.Ordinal));

    private const string Sources = """
        public sealed class Session(Tracer? tracer) : ITracerSource { public Tracer? Tracer => tracer; [FlowId] public uint Id => 7; }
        public sealed class Other(Tracer? tracer) { public Tracer? Tracer { get; } = tracer; [FlowId] public uint Id => 7; }
        public static partial class Events
        {
            [TraceEvent] public static partial void RecordSaid(this Session session, string? what);
            [TraceEvent] public static partial void RecordAsked(Other from, string? what);
            public static void RecordSaid(this Session session, int what) => session.RecordSaid(Names[what]);
            private static readonly string[] Names = ["a", "b"];
        }
        public partial class Stream(Session? session)
        {
            public Stream? Next { get; set; }
            [TraceEvent] public partial void RecordRead(string? what);
            [TraceEvent] private partial void RecordSeen(Other of, string? what);
            [TraceEvent(Flow = false)] private static partial void RecordBegun(Session of, string? what);
            public void Run(Session one, Other other, int n, string name)
            {
                _ = (one, other, n, name, session);
                STATEMENT
            }
        }
        """;

    [Theory]
    [InlineData("one.RecordSaid(⟦$\"{n}\"⟧);", "one.IsSaidEnabled()")]
    [InlineData("Events.RecordSaid(one, ⟦$\"{n}\"⟧);", "Events.IsSaidEnabled(one)")]
    [InlineData("Events.RecordAsked(what: ⟦$\"{n}\"⟧, from: other);", "Events.IsAskedEnabled(other)")]
    [InlineData("RecordRead(⟦$\"{n}\"⟧);", "IsReadEnabled")]
    [InlineData("Next?.RecordRead(⟦$\"{n}\"⟧);", "Next.IsReadEnabled")]
    [InlineData("RecordSeen(other, ⟦$\"{n}\"⟧);", "IsSeenEnabled(other)")]
    [InlineData("this.RecordSeen(other, ⟦$\"{n}\"⟧);", "this.IsSeenEnabled(other)")]
    [InlineData("RecordBegun(one, ⟦$\"{n}\"⟧);", "IsBegunEnabled(one)")]
    [InlineData("Stream.RecordBegun(new Session(null), ⟦$\"{n}\"⟧);", "Stream.IsBegunEnabled(new Session(null))")]
    public Task The_guard_asks_what_the_recorder_takes_its_tracer_from(string statement, string guard) => Flagged(
        Sources.Replace("STATEMENT", statement, StringComparison.Ordinal),
        $"This argument allocates even when the event is off (string interpolation); guard the call with 'if ({guard})'");

    [Theory]
    [InlineData("RecordRead(name); one.RecordSaid(name ?? \"none\"); RecordSeen(other, nameof(Run));")]
    [InlineData("if (one.IsSaidEnabled()) { one.RecordSaid($\"{n}\"); }")]
    [InlineData("if (IsSeenEnabled(other)) { RecordSeen(other, $\"{n}\"); }")]
    public Task A_string_that_is_there_already_is_right(string statement) => NotFlagged(
        Sources.Replace("STATEMENT", statement, StringComparison.Ordinal));

    [Theory]
    [InlineData("RecordNote(⟦$\"{n}\"⟧);", "string interpolation")]
    [InlineData("RecordNote(⟦name + n⟧);", "string concatenation")]
    [InlineData("RecordNote(⟦name.Substring(1)⟧);", "'Substring'")]
    [InlineData("RecordNote(⟦letters.ToString()⟧);", "'ToString'")]
    [InlineData("RecordNote(⟦new string('a', n)⟧);", "'new String'")]
    [InlineData("RecordMessage(⟦$\"{n}\"⟧);", "string interpolation")]
    [InlineData("RecordKey(⟦System.Text.Encoding.UTF8.GetBytes(name)⟧);", "'GetBytes'")]
    [InlineData("RecordKey(⟦new byte[n]⟧);", "an array")]
    public Task A_text_that_is_made_for_the_call_is_flagged(string statement, string what) => Flagged(
        Texts.Replace("STATEMENT", statement, StringComparison.Ordinal),
        $"This argument allocates even when the event is off ({what}); guard the call with 'if ({(statement.StartsWith("RecordNote", StringComparison.Ordinal) ? "IsNoteEnabled" : statement.StartsWith("RecordKey", StringComparison.Ordinal) ? "IsKeyEnabled" : "IsMessageEnabled")})'");

    [Theory]
    [InlineData("RecordNote(name); RecordNote(name.AsSpan(1)); RecordNote(letters[1..]); RecordNote(\"it\"); RecordNote(letters.Trim());")]
    [InlineData("RecordMessage(name); RecordMessage(null); RecordMessage(\"a\" + \"b\");")]
    [InlineData("RecordKey(bytes); RecordKey(\"ab\"u8); RecordKey(bytes[..2]); RecordKey([1, 2]); RecordKey(stackalloc byte[2]);")]
    [InlineData("if (IsNoteEnabled) { RecordNote($\"{n}\"); }")]
    public Task A_text_that_is_there_already_is_right(string statement) => NotFlagged(Texts.Replace("STATEMENT", statement, StringComparison.Ordinal));

    private const string Texts = """
        public partial class Log(Tracer? tracer)
        {
            [TraceEvent(Flow = false)] private partial void RecordNote(ReadOnlySpan<char> note);
            [TraceEvent(Flow = false)] private partial void RecordMessage([TraceField(Text = true)] string? message);
            [TraceEvent(Flow = false)] private partial void RecordKey(ReadOnlySpan<byte> key);
            public void Run(string name, int n, ReadOnlySpan<char> letters, ReadOnlySpan<byte> bytes)
            {
                _ = (name, n, letters.Length, bytes.Length, tracer);
                STATEMENT
            }
        }
        """;

    [Fact]
    public Task A_call_of_an_events_files_recorder_is_flagged()
    {
        Markup markup = Markup.Parse("using Ojo; using Game; class Loop { void Run(Tracer tracer, int n) => tracer.RecordTick(1, (uint)⟦$\"{n}\"⟧.Length); }");
        return Expect(
            Project.WithEvents("namespace: Game\nclass: GameEvents\nevents: [{ name: TICK, fields: [{ name: a, type: u32 }] }]\n").Source(markup.Text),
            markup,
            "Source.cs",
            "This argument allocates even when the event is off (string interpolation); guard the call with 'if (tracer.IsTickEnabled())'");
    }

    [Fact]
    public Task A_built_in_event_of_another_assembly_is_flagged() => Flagged(
        "class Loop { void Run(Tracer tracer, int n) => tracer.RecordPacketSent(1, (ulong)⟦$\"{n}\"⟧.Length); }",
        "This argument allocates even when the event is off (string interpolation); guard the call with 'if (tracer.IsPacketSentEnabled())'");

    [Fact]
    public async Task A_call_that_is_left_out_when_it_is_compiled_is_right() => Assert.Empty(await Diagnosis.Of(
        Project.With("using System;\nusing Ojo;\n" + Before.Replace("STATEMENT", "RecordLength($\"{n}\".Length);", StringComparison.Ordinal))
            .Property("OjoRemoveCategories", "General")));

    [Fact]
    public Task A_method_that_is_only_called_like_a_recorder_is_right() => NotFlagged(
        "class Log { void RecordLine(string text) { _ = text; } bool IsLineEnabled => true; void Run(int n) { RecordLine($\"{n}\"); _ = IsLineEnabled; } }");

    [Fact]
    public Task A_pragma_silences_it() => NotFlagged(
        Before.Replace("STATEMENT", "\n#pragma warning disable OJO300\nRecordLength($\"{n}\".Length);\n", StringComparison.Ordinal));

    [Fact]
    public async Task The_severity_of_an_editorconfig_holds()
    {
        Project project = Project.With("using System;\nusing Ojo;\n" + Before.Replace("STATEMENT", "RecordLength($\"{n}\".Length);", StringComparison.Ordinal));
        Assert.Equal(DiagnosticSeverity.Error, Assert.Single(await Diagnosis.Of(project.Severity("OJO300", ReportDiagnostic.Error))).Severity);
        Assert.Empty(await Diagnosis.Of(project.Severity("OJO300", ReportDiagnostic.Suppress)));
    }
}
