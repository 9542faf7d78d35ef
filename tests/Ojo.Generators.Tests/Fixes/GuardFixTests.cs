using Ojo.Generators.CodeFixes.Fixes;

namespace Ojo.Generators.Tests.Fixes;

public sealed class GuardFixTests() : FixTest(new GuardFix())
{
    [Fact]
    public Task A_call_gets_a_guard_around_it() => Fixes(
        "OJO300",
        Project.With(Calls("""
            Other.RecordPing(7, $"{number}".Length);
            """)),
        Project.With(Calls("""
            if (Other.IsPingEnabled())
                    {
                        Other.RecordPing(7, $"{number}".Length);
                    }
            """)),
        "Guard the call with 'if (Other.IsPingEnabled())'");

    [Fact]
    public Task All_its_lines_are_indented_but_for_those_of_a_text() => Fixes(
        "OJO300",
        Project.With(Calls("""
            tracer.RecordPing(
                        7,
                        (@"a
            b" + number).Length); // why
            """)),
        Project.With(Calls("""
            if (tracer.IsPingEnabled())
                    {
                        tracer.RecordPing(
                            7,
                            (@"a
            b" + number).Length);
                    } // why
            """)),
        "Guard the call with 'if (tracer.IsPingEnabled())'");

    [Theory]
    [InlineData("if (number > 1) { RecordPong($\"{number}\".Length); }", "if (number > 1) { if (IsPongEnabled) { RecordPong($\"{number}\".Length); } }", "IsPongEnabled")]
    [InlineData(
        "if (number > 1) this.RecordPong($\"{number}\".Length); else number++;",
        "if (number > 1) { if (this.IsPongEnabled) { this.RecordPong($\"{number}\".Length); } } else number++;",
        "this.IsPongEnabled")]
    public Task Within_a_line_it_stays_one(string before, string after, string guard) => Fixes(
        "OJO300", Project.With(Calls(before)), Project.With(Calls(after)), $"Guard the call with 'if ({guard})'");

    [Fact]
    public Task Every_call_gets_one_guard_whatever_number_of_arguments_allocate() => FixesEverywhere(
        "OJO300",
        Project.With(Calls("{ tracer.RecordPing((uint)$\"{number}\".Length, $\"{number}\".Length); RecordPong($\"{number}\".Length); }")),
        Project.With(Calls(
            "{ if (tracer.IsPingEnabled()) { tracer.RecordPing((uint)$\"{number}\".Length, $\"{number}\".Length); } if (IsPongEnabled) { RecordPong($\"{number}\".Length); } }")),
        "Guard the call with 'if (tracer.IsPingEnabled())'");

    [Theory]
    [InlineData("Other?.RecordPing(7, $\"{number}\".Length);")]
    [InlineData("Next().RecordPing(7, $\"{number}\".Length);")]
    [InlineData("Action call = () => RecordPong($\"{number}\".Length); call();")]
    public Task A_call_that_cannot_be_guarded_so_is_left_to_its_author(string statement) => Offers("OJO300", Project.With(Calls(statement)));

    private static string Calls(string statement) => Code($$"""
        public static partial class Events
        {
            [TraceEvent] public static partial void RecordPing(this Tracer? tracer, [FlowId] uint flowId, int size);
        }

        public sealed partial class Connection(Tracer tracer, [FlowId] uint flowId)
        {
            public Tracer? Other { get; init; }

            [TraceEvent] private partial void RecordPong(int size);

            public void Run(int number)
            {
                {{statement}}
                _ = Next();
            }

            private Tracer? Next() => Other;
        }
        """);
}
