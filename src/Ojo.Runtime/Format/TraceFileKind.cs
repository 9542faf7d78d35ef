namespace Ojo.Format;

/// <summary>What a file of a trace directory holds.</summary>
public enum TraceFileKind
{
    /// <summary>Records: <c>trace_….bin</c>.</summary>
    Trace,

    /// <summary>Who wrote a run: <c>run_….json</c>.</summary>
    Run,

    /// <summary>What event types mean: <c>schema_….json</c>.</summary>
    Schema,
}
