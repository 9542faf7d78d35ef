using Ojo.Explorer.Responses;

namespace Ojo.Explorer.Rows;

/// <summary>A row for each event type, without its fields.</summary>
internal static class EventTypeRows
{
    public static void Write(EventTypesResponse answer, RowWriter rows)
    {
        foreach (EventTypeResponse type in answer.EventTypes)
        {
            rows.Row().Text("type", type.Name).Text("eventType", type.EventType.Value.ToString(System.Globalization.CultureInfo.InvariantCulture)).Number("typeKey", type.TypeKey)
                .Text("category", type.Category).Text("provider", type.Provider).Text("level", type.Level).Text("role", type.Role).Text("chart", type.Chart)
                .Text("description", type.Description).Number("count", type.Count);
        }
    }
}
