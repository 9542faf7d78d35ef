namespace Ojo.Interop.Timeline;

/// <summary>What a counter's values are.</summary>
internal enum TimelineUnit
{
    /// <summary>Something else: its name says what.</summary>
    Named,

    /// <summary>Numbers of things.</summary>
    Count,

    /// <summary>Bytes.</summary>
    Bytes,

    /// <summary>Times.</summary>
    Nanoseconds,
}
