namespace Ojo.Interop.Timeline;

/// <summary>What a line of a timeline shows.</summary>
internal enum TimelineTrackKind
{
    /// <summary>A run, with all of its flows below it.</summary>
    Run,

    /// <summary>A flow, with what it shows, and the flows that belong to it, below it.</summary>
    Flow,

    /// <summary>Events at points of time, or times from one to another.</summary>
    Lane,

    /// <summary>A number over time.</summary>
    Counter,
}
