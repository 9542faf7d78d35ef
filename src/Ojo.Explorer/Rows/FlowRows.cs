using Ojo.Explorer.Responses;

namespace Ojo.Explorer.Rows;

/// <summary>A row for each flow.</summary>
internal static class FlowRows
{
    public static void Write(FlowsResponse answer, RowWriter rows)
    {
        rows.NextCursor = answer.NextCursor;
        foreach (FlowResponse flow in answer.Flows)
        {
            rows.Row().Time("time", flow.RunId, flow.FirstNs).Time("end", flow.RunId, flow.LastNs).Text("flow", flow.Id).Text("flowId", flow.FlowId).Text("parent", flow.ParentId)
                .Run(flow.RunId).Number("durationNs", flow.DurationNs).Number("events", flow.Events).Number("packetsSent", flow.PacketsSent).Number("packetsLost", flow.PacketsLost)
                .Number("lossRatio", flow.PacketsSent > 0 ? (double)flow.PacketsLost / flow.PacketsSent : null).Number("children", flow.Children);
        }
    }
}
