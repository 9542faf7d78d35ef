using Ojo.Generators.CodeFixes.Fixes;

namespace Ojo.Generators.Tests.Fixes;

public sealed class RemoveBodyFixTests() : FixTest(new RemoveBodyFix())
{
    private const string Title = "Remove the body of 'RecordPing'";

    [Theory]
    [InlineData("public static partial void RecordPing(this Tracer tracer, [FlowId] uint flowId)\n    {\n        _ = tracer;\n    }")]
    [InlineData("public static void RecordPing(this Tracer tracer, [FlowId] uint flowId) => throw new NotImplementedException();")]
    public Task A_body_becomes_a_semicolon(string before) => Fixes(
        "OJO004",
        Project.With(Events(before)),
        Project.With(Events("public static partial void RecordPing(this Tracer tracer, [FlowId] uint flowId);")),
        Title);

    [Fact]
    public Task A_part_that_has_only_the_body_goes() => Fixes(
        "OJO004",
        """
        public static partial class Events
        {
            [TraceEvent]
            public static partial void RecordPing(this Tracer tracer, [FlowId] uint flowId);

            public static partial void RecordPing(this Tracer tracer, uint flowId)
            {
            }
        }
        """,
        """
        public static partial class Events
        {
            [TraceEvent]
            public static partial void RecordPing(this Tracer tracer, [FlowId] uint flowId);
        }
        """,
        Title);

    [Fact]
    public Task A_part_in_another_file_goes() => Fixes(
        "OJO004",
        Project.With(Events("public static partial void RecordPing(this Tracer tracer, [FlowId] uint flowId);"))
            .Source(Code("public static partial class Events\n{\n    public static partial void RecordPing(this Tracer tracer, uint flowId) { }\n}\n"), "Other.cs"),
        Project.With(Events("public static partial void RecordPing(this Tracer tracer, [FlowId] uint flowId);"))
            .Source(Code("public static partial class Events\n{\n}\n"), "Other.cs"),
        Title);

    private static string Events(string method) => Code($"public static partial class Events\n{{\n    [TraceEvent]\n    {method}\n}}\n");
}
