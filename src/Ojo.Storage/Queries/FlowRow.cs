namespace Ojo.Storage.Queries;

/// <summary>A flow in a list.</summary>
/// <param name="Flow">Which one.</param>
/// <param name="ParentFlowId">The flow that it belongs to, of the same run; null where it stands alone.</param>
/// <param name="FirstNs">Its first event, in nanoseconds since the run's start.</param>
/// <param name="LastNs">Its last event, in nanoseconds since the run's start.</param>
/// <param name="Events">How many events it has.</param>
/// <param name="PacketsSent">How many events of role packet_sent it has.</param>
/// <param name="PacketsLost">How many events of role packet_lost it has.</param>
/// <param name="Children">How many flows name it as their parent.</param>
public sealed record FlowRow(
    FlowKey Flow, ulong? ParentFlowId, long FirstNs, long LastNs, long Events, long PacketsSent, long PacketsLost, long Children);
