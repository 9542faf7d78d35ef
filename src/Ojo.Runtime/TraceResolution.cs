namespace Ojo;

/// <summary>The unit of the times in a trace.</summary>
public enum TraceResolution
{
    /// <summary>Millionths of a second: version 1 of the trace format, which every reader knows.</summary>
    Microseconds,

    /// <summary>Thousand-millionths of a second: version 2.</summary>
    Nanoseconds,
}
