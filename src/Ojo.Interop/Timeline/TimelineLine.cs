namespace Ojo.Interop.Timeline;

/// <summary>What a line is made for.</summary>
internal enum TimelineLine
{
    Run,
    Flow,
    Dropped,
    Connection,
    Stream,
    Points,
    State,
    Counter,
    Packet,
}
