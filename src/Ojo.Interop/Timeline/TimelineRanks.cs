namespace Ojo.Interop.Timeline;

/// <summary>In which order a flow's lines stand.</summary>
internal static class TimelineRanks
{
    /// <summary>Its life.</summary>
    public const int Life = 0;

    /// <summary>The lives of its streams.</summary>
    public const int Streams = 10;

    /// <summary>Its states, and what blocks it.</summary>
    public const int States = 20;

    /// <summary>Its numbers; from here on a line for each type of event.</summary>
    public const int Counters = 100;

    /// <summary>Its events; from here on a line for each type of event.</summary>
    public const int Points = 1_000_000;

    /// <summary>The flows that belong to it.</summary>
    public const int Flows = 2_000_000;
}
