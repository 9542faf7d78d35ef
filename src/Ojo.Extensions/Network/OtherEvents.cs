using System.Diagnostics.Tracing;

namespace Ojo.Extensions;

/// <summary>Events that have none of their own here: what they say, as text.</summary>
internal static class OtherEvents
{
    // Of sources that describe themselves as they go; all others count from 1.
    private const int EventSourceMessage = 0;

    public static void Record(Tracer tracer, NetworkFlow flows, EventWrittenEventArgs eventData)
    {
        if (!tracer.IsEventSourceEventEnabled())
        {
            return;
        }

        var values = ValuesText.Rent();
        if (eventData.EventId != EventSourceMessage && eventData.Payload is { } payload && eventData.PayloadNames is { } names)
        {
            for (int i = 0; i < Math.Min(payload.Count, names.Count); i++)
            {
                values.Append(names[i], payload[i]);
            }
        }

        tracer.RecordEventSourceEvent(flows.Of(eventData), eventData.EventSource.Name, eventData.EventName, values.Text);
        ValuesText.Return(values);
    }
}
