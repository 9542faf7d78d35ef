namespace Ojo.Interop.Perfetto;

/// <summary>The numbers of the fields that are written, by message (Perfetto, protos/perfetto/trace).</summary>
internal static class PerfettoField
{
    /// <summary>Trace</summary>
    public const int TracePacket = 1;

    /// <summary>TracePacket</summary>
    public const int Timestamp = 8, TrustedPacketSequenceId = 10, TrackEvent = 11, InternedData = 12, SequenceFlags = 13, TrackDescriptor = 60;

    /// <summary>TrackDescriptor</summary>
    public const int TrackUuid = 1, TrackName = 2, TrackProcess = 3, TrackParentUuid = 5, TrackCounter = 8, TrackChildOrdering = 11, TrackRank = 12;

    /// <summary>ProcessDescriptor</summary>
    public const int ProcessId = 1, ProcessName = 6;

    /// <summary>CounterDescriptor</summary>
    public const int CounterUnit = 3, CounterMultiplier = 4, CounterUnitName = 6, CounterShareKey = 7;

    /// <summary>TrackEvent</summary>
    public const int EventCategoryIid = 3, EventAnnotation = 4, EventType = 9, EventNameIid = 10, EventTrackUuid = 11, EventName = 23, EventCounterValue = 30,
        EventDoubleCounterValue = 44, EventFlowId = 47;

    /// <summary>DebugAnnotation</summary>
    public const int AnnotationNameIid = 1, AnnotationBool = 2, AnnotationUint = 3, AnnotationInt = 4, AnnotationDouble = 5, AnnotationString = 6;

    /// <summary>InternedData</summary>
    public const int InternedCategory = 1, InternedEventName = 2, InternedAnnotationName = 3;

    /// <summary>EventCategory, EventName, DebugAnnotationName</summary>
    public const int InternedIid = 1, InternedText = 2;
}
