using System.Globalization;
using Ojo.Storage;
using Ojo.Storage.Queries;

namespace Ojo.Explorer.Responses;

/// <summary>A flow in a list.</summary>
/// <param name="Id">Its name in this API: <c>run-flow id</c>, for instance 1-7.</param>
/// <param name="RunId">Its run's number in this store.</param>
/// <param name="FlowId">The id that the program gave it, as a string; unique within its run only.</param>
/// <param name="ParentId">The flow that it belongs to; null where it stands alone.</param>
/// <param name="FirstNs">Its first event, in nanoseconds since the run's start.</param>
/// <param name="LastNs">Its last event, in nanoseconds since the run's start.</param>
/// <param name="DurationNs">From the first event to the last, in nanoseconds.</param>
/// <param name="Events">How many events it has.</param>
/// <param name="PacketsSent">How many events of role packet_sent it has.</param>
/// <param name="PacketsLost">How many events of role packet_lost it has.</param>
/// <param name="Children">How many flows name it as their parent.</param>
internal record FlowResponse(
    string Id, long RunId, string FlowId, string? ParentId, long FirstNs, long LastNs, long DurationNs,
    long Events, long PacketsSent, long PacketsLost, long Children)
{
    /// <summary>How many events it had in each of as many equal parts of its life as were asked for; null where none were, or the time was up before.</summary>
    public IReadOnlyList<long>? Activity { get; init; }

    public static FlowResponse Of(FlowRow row) => new(
        row.Flow.ToString(), row.Flow.RunId, row.Flow.FlowId.ToString(CultureInfo.InvariantCulture),
        row.ParentFlowId is { } parent ? new FlowKey(row.Flow.RunId, parent).ToString() : null,
        row.FirstNs, row.LastNs, row.LastNs - row.FirstNs, row.Events, row.PacketsSent, row.PacketsLost, row.Children);
}
