using Ojo.Catalogue;
using Ojo.Generators.Tests.Driving;

namespace Ojo.Generators.Tests.Rules;

public sealed class OJO201Tests() : RuleTest("OJO201")
{
    // Two names of the provider Game with the same hash, found by trying.
    private const string First = "BLOCK_CLOCK_TOKEN_STATE";
    private const string Second = "DATA_TOKEN_TOKEN_PEER";

    private const string Source = """
        namespace Game;

        public static partial class A
        {
            [TraceEvent] public static partial void RecordBlockClockTokenState(this Tracer tracer, [FlowId] uint flowId);
            [TraceEvent] public static partial void ⟦RecordDataTokenTokenPeer⟧(this Tracer tracer, [FlowId] uint flowId);
        }
        """;

    [Fact]
    public Task Two_names_with_one_hash_are_flagged_with_a_number_that_is_free()
    {
        uint id = EventTypeId.Derive("Game", First);
        Assert.Equal(id, EventTypeId.Derive("Game", Second));
        string free = $"0x{EventTypeId.FirstPinned + (id & 0x00FFFFFF):X8}";
        return Flagged(Source, $"'{First}' and '{Second}' get the same id 0x{id:X8} from their names; pin one to a number of your own, for instance {free}");
    }

    [Fact]
    public Task One_of_them_pinned_is_not() => NotFlagged(Source
        .Replace("⟦", "", StringComparison.Ordinal)
        .Replace("⟧", "", StringComparison.Ordinal)
        .Replace("[TraceEvent] public static partial void RecordData", "[TraceEvent(0x00010001)] public static partial void RecordData", StringComparison.Ordinal));
}
