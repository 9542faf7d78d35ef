namespace Ojo.Generators.Tests.RoundTrips;

/// <summary>Events that are awkward for whoever makes views of them.</summary>
internal static partial class ViewEvents
{
    /// <summary>Its name, its columns and its texts are what SQL is afraid of.</summary>
    [TraceEvent(0x7FFFFFFE, Provider = "tests.views", Name = "EVENTS", Category = "Test", Description = "it's \"\"\"; DROP TABLE ojo_event; -- \0 {0} %s")]
    public static partial void RecordEvents(
        this Tracer tracer,
        [FlowId] uint flowId,
        [TraceField(Name = "id", Description = "'; DROP VIEW events; --")] ulong number,
        [TraceField(Name = "ts_ns")] uint time,
        [TraceField(Name = "run_id", Unit = "';\"--")] uint run,
        [TraceField(Name = "select", Bits = 5)] byte selected);

    [TraceEvent(Provider = "tests.views", Name = "OJO_EVENT")]
    public static partial void RecordOjoEvent(this Tracer tracer, [FlowId] uint flowId, uint number);

    [TraceEvent(Provider = "tests.views", Name = "SQLITE_MASTER")]
    public static partial void RecordSqliteMaster(this Tracer tracer, [FlowId] uint flowId);

    /// <summary>More names than go into one expression of the store's.</summary>
    [TraceEvent(Provider = "tests.views")]
    public static partial void RecordAnswered(this Tracer tracer, [FlowId] uint flowId, bool first, ManyNames name, Distance far);

    [TraceEvent(Provider = "tests.views", Since = "0.1", Retired = "0.2", Description = "Old traces have it")]
    public static partial void RecordOutdated(this Tracer tracer, [FlowId] uint flowId, float ratio);
}
