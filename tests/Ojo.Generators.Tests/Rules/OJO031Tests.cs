using Ojo.Generators.Tests.Driving;

namespace Ojo.Generators.Tests.Rules;

public sealed class OJO031Tests() : RuleTest("OJO031")
{
    [Fact]
    public Task What_is_no_condition_is_flagged_where_it_stands_in_an_attribute() => Flagged("""
        public static partial class Events
        {
            [TraceEvent(SnapshotWhen = "⟦size⟧")] public static partial void RecordA(this Tracer tracer, [FlowId] uint flowId, int size);
            [TraceEvent(SnapshotWhen = "size > 1 and ⟦size 2⟧")] public static partial void RecordB(this Tracer tracer, [FlowId] uint flowId, int size);
            [TraceEvent(SnapshotWhen = "size > 1:⟦0⟧")] public static partial void RecordC(this Tracer tracer, [FlowId] uint flowId, int size);
            [TraceEvent(SnapshotWhen = "size > 1:⟦3/1⟧")] public static partial void RecordD(this Tracer tracer, [FlowId] uint flowId, int size);
            [TraceEvent(SnapshotWhen = ⟦""⟧)] public static partial void RecordE(this Tracer tracer, [FlowId] uint flowId, int size);
            [TraceEvent(SnapshotWhen = ⟦"size\t> 1"⟧)] public static partial void RecordF(this Tracer tracer, [FlowId] uint flowId, int size);
            [TraceEvent(SnapshotWhen = "⟦never⟧")] public static partial void RecordG(this Tracer tracer, [FlowId] uint flowId, int size);
            [TraceEvent(SnapshotWhen = ⟦Elsewhere⟧)] public static partial void RecordH(this Tracer tracer, [FlowId] uint flowId, int size);
            private const string Elsewhere = "size";
        }
        """);

    [Fact]
    public Task It_is_flagged_where_it_stands_in_a_file() => FlaggedEvent(
        "name: PING\nsnapshot_when: size > 1 and ⟦size⟧\nfields: [{ name: size, type: u8 }]",
        "The condition for a snapshot of 'PING' can't be read: \"size\" is no comparison of a field with a value, such as rtt > 500ms.");

    [Fact]
    public Task Between_quotation_marks_it_is_flagged_too() => FlaggedEvent("name: PING\nsnapshot_when: \"size > 1:⟦many⟧\"\nfields: [{ name: size, type: u8 }]");

    [Fact]
    public Task What_is_escaped_is_flagged_as_a_whole() => FlaggedEvent("name: PING\nsnapshot_when: ⟦\"si\\x7ae\"⟧\nfields: [{ name: size, type: u8 }]");

    [Fact]
    public Task A_condition_as_long_as_a_book_is_flagged() => FlaggedEvent(
        $"name: PING\nsnapshot_when: ⟦{string.Join(" and ", Enumerable.Repeat("size > 1", 100))}⟧\nfields: [{{ name: size, type: u8 }}]",
        "The condition for a snapshot of 'PING' can't be read: It has 1295 characters; 1000 are the most that a condition may have.");

    [Theory]
    [InlineData("size > 1")]
    [InlineData("size>1 AND size<=5:3")]
    [InlineData("size != 1 : 3 / 1.5m")]
    [InlineData("flow = 7")]
    [InlineData("always")]
    [InlineData("true")]
    [InlineData("Always:100/1s")]
    public async Task Conditions_are_right(string condition)
    {
        await NotFlaggedEvent($"name: PING\nsnapshot_when: '{condition}'\nfields: [{{ name: size, type: u8 }}]");
        await NotFlagged($$"""
            public static partial class Events
            {
                [TraceEvent(SnapshotWhen = "{{condition}}")] public static partial void RecordPing(this Tracer tracer, [FlowId] uint flowId, byte size);
            }
            """);
    }
}
