namespace Ojo.Format;

/// <summary>What a file of a trace directory holds.</summary>
public enum TraceFileKind
{
    /// <summary>Records: <c>trace_….bin</c>, or <c>trace_….bin.br</c> where they are compressed.</summary>
    Trace,

    /// <summary>Who wrote a run: <c>run_….json</c>.</summary>
    Run,

    /// <summary>What event types mean: <c>schema_….json</c>.</summary>
    Schema,

    /// <summary>Which of a run's traces a flight recorder's snapshot is, and of when: <c>snapshot_….json</c>.</summary>
    Snapshot,
}
