namespace Ojo;

/// <summary>How the explorer draws an event type where nothing else is asked for.</summary>
public enum ChartHint
{
    /// <summary>Chosen by the event's role and its fields' kinds.</summary>
    Auto,

    /// <summary>A mark for each value.</summary>
    Scatter,

    /// <summary>Samples joined by a line.</summary>
    Line,

    /// <summary>A value that holds until the next: a limit, a window.</summary>
    Step,

    /// <summary>Time ranges as coloured bands: a state.</summary>
    Band,

    /// <summary>Marks in a row of their own.</summary>
    Lane,

    /// <summary>Not drawn.</summary>
    None,
}
