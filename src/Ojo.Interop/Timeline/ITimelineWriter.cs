using Ojo.Interop.Exporting;
using Ojo.Storage.Queries;

namespace Ojo.Interop.Timeline;

/// <summary>Writes a timeline in one of other people's formats. Times are nanoseconds from the timeline's zero, and never negative.</summary>
internal interface ITimelineWriter : IDisposable
{
    /// <summary>Begins the file.</summary>
    void Begin(IReadOnlyList<TimelineType> types);

    /// <summary>Ends the file.</summary>
    void End();

    /// <summary>Tells of a line before anything is on it. It may be told again.</summary>
    void Declare(in TimelineTrack track);

    /// <summary>Tells of the flow that the flow that is told next belongs to, which may never be told itself.</summary>
    void DeclareParent(in TimelineTrack track);

    /// <summary>Writes an event at a point of time.</summary>
    /// <param name="track">Its line.</param>
    /// <param name="tNs">When.</param>
    /// <param name="type">Its type.</param>
    /// <param name="scanned">The event.</param>
    /// <param name="link">What events that tell of the same packet have in common; 0: nothing.</param>
    void Point(ulong track, long tNs, TimelineType type, in ExportedEvent scanned, ulong link);

    /// <summary>Writes a counter's value.</summary>
    void Count(ulong track, long tNs, TimelineCounter counter, in TimelineNumber value);

    /// <summary>Writes that a time of something begins. Those of a line do not overlap.</summary>
    void Open(ulong track, long tNs, string name, TimelineType type);

    /// <summary>Writes that it ends.</summary>
    void Close(ulong track, long tNs, string name);

    /// <summary>Writes a time in which events were lost.</summary>
    void Gap(ulong track, long fromNs, long toNs, Gap gap);
}
