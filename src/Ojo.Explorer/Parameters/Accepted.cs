using Ojo.Storage.Queries;

namespace Ojo.Explorer.Parameters;

/// <summary>The parameters that several endpoints take.</summary>
internal static class Accepted
{
    public static readonly NumberParameter Run = new("run", "Only this run, by its runId.", 0, long.MaxValue);

    public static readonly NumberParameter From = new("from",
        "Only at or after this time, in nanoseconds since the run's start.", long.MinValue, long.MaxValue);

    public static readonly NumberParameter To = new("to",
        "Only before this time, in nanoseconds since the run's start.", long.MinValue, long.MaxValue);

    public static readonly ChoiceParameter<bool> Descending = new("order",
        "asc: smallest or oldest first; desc: largest or newest first.", "asc", ("asc", false), ("desc", true));

    public static readonly CursorParameter Cursor = new() { IsOfPage = true };

    public static readonly ListParameter Types = new("type",
        "Only events of these types: wire names in any case, or ids, decimal or 0x…; may be given several times or as a list with commas.", 256);

    public static readonly FieldTestParameter Where = new("where",
        "A test of a field, for instance packet_number>=100; the operators are =, !=, <, <=, > and >=. May be given several times: all must hold. An event without such a field does not pass.");

    public static readonly FlowParameter Flow = new("flow", "Only this flow, by its id: <run>-<flow id>.");

    public static readonly FlowParameter Parent = new("parent", "Only children of this flow, by its id: <run>-<flow id>.");

    public static readonly TextParameter Search = new("search", "Only flows whose id, service or host contains this text, whatever its case.", 200);

    public static readonly ChoiceParameter<FlowOrder> Sort = new("sort", "What to sort by.", "first",
        ("first", FlowOrder.FirstEvent), ("last", FlowOrder.LastEvent), ("duration", FlowOrder.Duration),
        ("events", FlowOrder.Events), ("lost", FlowOrder.Lost), ("id", FlowOrder.Id));

    public static readonly ListParameter Select = new("select",
        "What to draw: PACKET_SENT.packet_number for the values of a field, PACKET_SENT for how many events there are; may be given several times or as a list with commas.", 32)
    { Required = true };

    public static readonly NumberParameter Width = new("width", "How many buckets at most for each series, about one per pixel.", 1, 8192, 1600);

    public static readonly NumberParameter FlowLimit = new("limit", "How many flows at most.", 1, 1000, 50) { IsOfPage = true };

    public static readonly NumberParameter EventLimit = new("limit", "How many events at most.", 1, 10_000, 100) { IsOfPage = true };
}
