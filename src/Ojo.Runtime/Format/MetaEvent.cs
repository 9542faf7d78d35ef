namespace Ojo.Format;

/// <summary>The ids of the records that speak about the trace itself.</summary>
public static class MetaEvent
{
    /// <summary>Events were lost: flow_id is the <see cref="DropCause"/>, payload their number, the EXTEND after it the gap's start.</summary>
    public const uint EventsDropped = 0xFF01;

    /// <summary>The file's last record: flow_id counts the records before it, payload is their CRC-32C.</summary>
    public const uint BatchEnd = 0xFF02;

    /// <summary>The next 64 bits of the head right before it.</summary>
    public const uint Extend = 0xFF03;

    /// <summary>A string's text: flow_id is its id, payload its length in bytes, UTF-8 in the EXTEND records after it.</summary>
    public const uint StringDefine = 0xFF04;

    /// <summary>Payload is the wall clock now, Unix time in the file's unit.</summary>
    public const uint ClockSync = 0xFF05;

    /// <summary>A text of the event before it: payload is its length in bytes, UTF-8 in the EXTEND records after it.</summary>
    public const uint Text = 0xFF06;

    /// <summary>Where this file says flow_id, the flow with the 64-bit id in the payload is meant. Stands before the first event of the flow.</summary>
    public const uint WideFlow = 0xFF07;

    /// <summary>Where this file has flow_id as an event's type, the type with the 64-bit id in the payload is meant. Stands before the first such event.</summary>
    public const uint WideType = 0xFF08;
}
