using Ojo.Explorer.Export;
using Ojo.Storage.Queries;

namespace Ojo.Explorer.Parameters;

/// <summary>The parameters that several endpoints take.</summary>
internal static class Accepted
{
    /// <summary>The name of <see cref="Cursor"/>.</summary>
    public const string CursorName = "cursor";

    // Up to the year 2255: nanoseconds of it still are 64 bits.
    private const long MostUnixMs = 9_000_000_000_000;

    public static readonly NumberParameter Run = new("run", "Only this run, by its runId; *: any.", 0, long.MaxValue) { MayBeAny = true };

    public static readonly ServiceParameter Service = new("service", "Only runs of this service, named exactly; *: any. May be given several times: one of them.") { MayBeAny = true };

    public static readonly ChoiceParameter<bool> Shape = new("shape",
        "object: as the schema says; rows: one array of flat objects, times as ISO 8601 by the clock on the wall, at most 100,000, whatever Accept says. A header Link names the next page, a header Ojo-Partial says that something is missing.",
        "object", ("object", false), ("rows", true))
    { IsOfPage = true };

    public static readonly NumberParameter FromMs = new("fromMs",
        "Only at or after this time by the clock on the wall, in milliseconds since the Unix epoch; in place of from.", 0, MostUnixMs);

    public static readonly NumberParameter ToMs = new("toMs",
        "Only before this time by the clock on the wall, in milliseconds since the Unix epoch; in place of to.", 0, MostUnixMs);

    public static readonly NumberParameter From = new("from",
        "Only at or after this time, in nanoseconds since the run's start.", long.MinValue, long.MaxValue);

    public static readonly NumberParameter To = new("to",
        "Only before this time, in nanoseconds since the run's start.", long.MinValue, long.MaxValue);

    public static readonly NumberParameter TrendFromMs = new("fromMs",
        "Where the range begins, by the clock on the wall: milliseconds since the Unix epoch.", 0, MostUnixMs)
    { Required = true };

    public static readonly NumberParameter TrendToMs = new("toMs",
        "Where the range ends, which is not included, by the clock on the wall: milliseconds since the Unix epoch.", 0, MostUnixMs)
    { Required = true };

    public static readonly ChoiceParameter<bool> Descending = new("order",
        "asc: smallest or oldest first; desc: largest or newest first.", "asc", ("asc", false), ("desc", true));

    public static readonly CursorParameter Cursor = new() { IsOfPage = true };

    public static readonly ListParameter Types = new("type",
        "Only events of these types: wire names in any case, or ids, decimal or 0x…; may be given several times or as a list with commas; *: any.", 256)
    { MayBeAny = true };

    public static readonly FieldTestParameter Where = new("where",
        "A test of a field, for instance packet_number>=100; the operators are =, !=, <, <=, > and >=. May be given several times: all must hold. An event without such a field does not pass.");

    public static readonly FilterParameter Filter = new("filter",
        "Only events that this filter lets through, for instance type:PACKET_LOST_* flow:7 t:1.2s..3s, as docs/FILTER.md says.");

    public static readonly FilterParameter FlowFilter = new("filter",
        "Only flows that this filter lets through, for instance service:edge-* loss>1% type:PACKET_LOST_*, as docs/FILTER.md says: terms about events keep flows that have at least one such event.");

    public static readonly TextParameter FilterText = new("text", "The filter as far as it is written.", 65_536);

    public static readonly NumberParameter Caret = new("caret", "Where the caret is, in UTF-16 units; by default at the end.", 0, 65_536);

    public static readonly FlowParameter CompletedFlow = new("flow", "The flow whose events are counted for the order of completions, by its id: <run>-<flow id>.");

    public static readonly FlowParameter Flow = new("flow", "Only this flow, by its id: <run>-<flow id>; *: any.") { MayBeAny = true };

    public static readonly ParentParameter Parent = new("parent", "Only children of this flow, by its id: <run>-<flow id>; none: only flows that belong to no other.");

    public static readonly TextParameter Search = new("search", "Only flows whose id, service or host contains this text, whatever its case.", 200);

    public static readonly ChoiceParameter<FlowOrder> Sort = new("sort", "What to sort by.", "first",
        ("first", FlowOrder.FirstEvent), ("last", FlowOrder.LastEvent), ("duration", FlowOrder.Duration),
        ("events", FlowOrder.Events), ("lost", FlowOrder.Lost), ("loss", FlowOrder.Loss),
        ("rate", FlowOrder.Rate), ("id", FlowOrder.Id));

    public static readonly ListParameter Select = new("select",
        "What to draw: PACKET_SENT.packet_number for the values of a field, PACKET_SENT for how many events there are; may be given several times or as a list with commas.", 32)
    { Required = true };

    public static readonly NumberParameter Width = new("width", "How many buckets at most for each series, about one per pixel.", 1, 8192, 1600);

    public static readonly NumberParameter Activity = new("activity",
        "Into how many equal parts each flow's life is divided, to say how many events it had in each; left out: not at all.", 1, 64);

    public static readonly NumberParameter FlowLimit = new("limit", "How many flows at most.", 1, 1000, 50) { IsOfPage = true };

    public static readonly NumberParameter EventLimit = new("limit", "How many events at most.", 1, 10_000, 100) { IsOfPage = true };

    public static readonly ChoiceParameter<EventFileKind?> EventFile = new("format",
        "json: a page of them; csv or jsonl: all of them as a file, without a limit unless one is given. Accept: text/csv or application/x-ndjson asks for the same.", "json",
        ("json", null), ("csv", EventFileKind.Csv), ("jsonl", EventFileKind.JsonLines))
    { IsOfPage = true };

    public static readonly ExportFormatParameter ExportFormat = new("format", "What to write the events as.") { Required = true };

    public static readonly TextParameter FileName = new("name", "What the file is called; its content says what it is.", 1024) { Required = true };

    public static readonly NumberParameter FileTime = new("modifiedMs",
        "When the file was last written to, in milliseconds since the Unix epoch: the time of what is in it, where that says none.", 0, 253_402_300_799_999);

    public static readonly TextParameter Tenant = new("tenant",
        "Whose store is asked, as GET /api/tenants lists them; by default the one that the explorer was started for.", 256);

    public static readonly NumberParameter TimeLimit = new("timeLimitMs",
        "After how many milliseconds to answer with what has been found until then; never longer than four fifths of what the explorer allows a query.", 1, 600_000);

    public static readonly NumberParameter ListTimeLimit = new("timeLimitMs",
        "After how many milliseconds to answer with what has been found until then; left out: a query that takes longer than the explorer allows is stopped with an error.", 1, 600_000)
    { IsOfPage = true };

    public static readonly NumberParameter Space = new("space", "The packet number's space, as a number; events that say none are in space 0.", 0, long.MaxValue, 0);

    public static readonly ChoiceParameter<bool> Median = new("median",
        "true: everything; false: at once, of a flow of 50,000 events or more without the median of its round-trip times, which takes a look at every sample.",
        "true", ("true", true), ("false", false));

    public static readonly ChoiceParameter<bool> Received = new("received",
        "Whether the peer's packet of that number is meant, which this end received, and not this end's own.", "false", ("false", false), ("true", true));

    public static readonly TextParameter Field = new("field",
        "The field: size, of every type that has a number of this name, or PACKET_SENT_SIZED.size.", 300)
    { Required = true };

    public static readonly TextParameter SummedField = new("field",
        "The field that is added up: size, of every type that has a number of this name, or PACKET_SENT_SIZED.size; left out: events are only counted.", 300);

    public static readonly NumberParameter Buckets = new("buckets", "How many buckets at most.", 1, 4096, 50);

    public static readonly ChoiceParameter<HistogramScale> Scale = new("scale",
        "linear: each bucket is as wide as the next; log: each is as many times as wide as the one before.", "linear",
        ("linear", HistogramScale.Linear), ("log", HistogramScale.Logarithmic));

    public static readonly RealParameter Least = new("least", "Where the first bucket begins; by default at the least value.");

    public static readonly RealParameter Greatest = new("greatest", "Where the last bucket ends, which includes it; by default at the greatest value.");

    public static readonly GroupByParameter By = new("by",
        "What makes a group: flow, run, type, category, field:NAME, time:NANOSECONDS, or time for as many stretches as width says of a range whose ends are given; up to three at once, given several times or as a list with commas. Left out: all events are one group.");

    public static readonly PercentilesParameter Percentiles = new("percentile",
        "Percentiles of the field, from 0 to 100; may be given several times or as a list with commas.");

    public static readonly ChoiceParameter<GroupOrder> GroupSort = new("sort", "What to sort the groups by.", "count",
        ("count", GroupOrder.Count), ("key", GroupOrder.Key), ("sum", GroupOrder.Sum), ("average", GroupOrder.Average),
        ("min", GroupOrder.Min), ("max", GroupOrder.Max), ("percentile", GroupOrder.Percentile));

    public static readonly ChoiceParameter<bool> LargestFirst = new("order",
        "desc: largest first; asc: smallest first.", "desc", ("asc", false), ("desc", true));

    public static readonly NumberParameter GroupLimit = new("limit", "How many groups at most; all others are added up in remainder.", 1, 10_000, 100);

    public static readonly NumberParameter GroupWidth = new("width", "Into how many stretches by=time divides the range.", 1, 8192, 200);

    public static readonly NumberParameter CountsWidth = new("width", "How many buckets at most, about one per pixel.", 1, 8192, 200);

    public static readonly DerivedParameter Derived = new("select",
        "What to work out: throughput, receive_throughput, goodput, bytes_in_flight, rtt, loss_rate, retransmission_rate; sent_offset, acked_offset, lost_offset, "
        + "retransmitted_offset, window_edge; data_sent; blocked_by_congestion, blocked_by_flow_control, blocked_by_pacing, blocked_by_application, blocked_by_other, "
        + "congestion_limited; may be given several times or as a list with commas.")
    { Required = true };

    public static readonly NumberParameter DerivedWidth = new("width", "How many buckets at most, about one per pixel.", 1, 8192, 400);
}
