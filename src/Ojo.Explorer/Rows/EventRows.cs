using Ojo.Explorer.Responses;

namespace Ojo.Explorer.Rows;

/// <summary>A row for each event.</summary>
internal static class EventRows
{
    public static void Write(EventsResponse answer, RowWriter rows)
    {
        rows.NextCursor = answer.NextCursor;
        foreach (EventResponse one in answer.Events)
        {
            long run = RowWriter.RunOf(one.Flow);
            rows.Row().Time("time", run, one.TNs).Number("tNs", one.TNs).Text("id", one.Id).Text("flow", one.Flow).Run(run)
                .Text("type", one.Name).Text("payload", one.Payload).Fields(one.Fields);
        }
    }
}
