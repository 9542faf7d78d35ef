using System.Diagnostics.Tracing;

namespace Ojo.Extensions;

/// <summary>The events of System.Net.NameResolution.</summary>
internal static class NameEvents
{
    // As with sockets: a failure is followed by a stop, on the same thread.
    [ThreadStatic]
    private static bool t_hasFailed;

    public static bool TryRecord(Tracer tracer, NetworkFlow flows, EventWrittenEventArgs eventData)
    {
        switch (eventData.EventName)
        {
            case "ResolutionStart":
                if (tracer.IsDnsStartedEnabled())
                {
                    tracer.RecordDnsStarted(flows.Open(eventData), new EventPayload(eventData).Text(0));
                }

                return true;
            case "ResolutionFailed":
                t_hasFailed = true;
                tracer.RecordDnsFailed(flows.Of(eventData));
                return true;
            case "ResolutionStop":
                if (!t_hasFailed)
                {
                    tracer.RecordDnsStopped(flows.Of(eventData));
                }

                t_hasFailed = false;
                return true;
            default:
                return false;
        }
    }
}
