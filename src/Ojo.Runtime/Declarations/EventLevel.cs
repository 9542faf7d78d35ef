namespace Ojo;

/// <summary>How much detail an event is. A filter lets through the events at or above a level.</summary>
public enum EventLevel
{
    /// <summary>Every step of an algorithm.</summary>
    Trace,

    /// <summary>What helps while a fault is looked for.</summary>
    Debug,

    /// <summary>What a protocol does: the default.</summary>
    Info,

    /// <summary>What should not happen often.</summary>
    Warning,

    /// <summary>What should not happen.</summary>
    Error,
}
