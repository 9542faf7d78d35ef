using Ojo.Generators.Tests.Driving;

namespace Ojo.Generators.Tests.Rules;

public sealed class OJO020Tests() : RuleTest("OJO020")
{
    [Fact]
    public Task A_category_with_other_characters_is_flagged() => Flagged("""
        public sealed partial class Connection
        {
            public static Tracer? Tracer => null;
            [FlowId] private uint FlowId => 1;

            [TraceEvent(Category = ⟦"Flow control"⟧)] public partial void RecordPing();
        }
        """,
        "'Flow control' isn't a category: use letters, digits and '_', with '.' or '-' between them, a letter first, as in FlowControl; 128 characters at most");

    [Fact]
    public Task A_category_in_a_file_is_flagged() => FlaggedEvent("""
        name: PING
        category: ⟦a:b⟧
        """);

    [Fact]
    public Task Letters_digits_and_joints_are_not() => NotFlagged("""
        public sealed partial class Connection
        {
            public static Tracer? Tracer => null;
            [FlowId] private uint FlowId => 1;

            [TraceEvent(Category = "Net.Flow-Control_2")] public partial void RecordPing();
        }
        """);
}
