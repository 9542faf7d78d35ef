using System.Diagnostics.Tracing;

namespace Ojo.Extensions;

/// <summary>The events of System.Net.Http.</summary>
internal static class HttpEvents
{
    public static bool TryRecord(Tracer tracer, NetworkFlow flows, EventWrittenEventArgs eventData)
    {
        EventPayload payload = new(eventData);
        switch (eventData.EventName)
        {
            case "RequestStart":
                if (tracer.IsHttpRequestStartedEnabled())
                {
                    tracer.RecordHttpRequestStarted(
                        flows.Open(eventData), (ushort)payload.Number(2), Version(payload.Number(4), payload.Number(5)), payload.Text(0), payload.Text(1), payload.Text(3));
                }

                return true;
            case "RequestStop":
                // No status is the stop that follows a failure.
                if (payload.Number(0) is not -1 and long status)
                {
                    tracer.RecordHttpRequestStopped(flows.Of(eventData), (int)status);
                }

                return true;
            case "RequestFailed":
                tracer.RecordHttpRequestFailed(flows.Of(eventData), payload.Text(0));
                return true;
            case "RequestLeftQueue":
                tracer.RecordHttpRequestLeftQueue(flows.Of(eventData), payload.Milliseconds(0));
                return true;
            case "Redirect":
                tracer.RecordHttpRequestRedirected(flows.Of(eventData), payload.Text(0));
                return true;
            case "ConnectionEstablished":
                tracer.RecordHttpConnectionOpened(
                    NetworkFlow.OfConnection(payload.Number(2)), (ulong)payload.Number(2), (ushort)payload.Number(5), Version(payload.Number(0), payload.Number(1)), payload.Text(4), payload.Text(6));
                return true;
            case "ConnectionClosed":
                tracer.RecordHttpConnectionClosed(NetworkFlow.OfConnection(payload.Number(2)), (ulong)payload.Number(2));
                return true;
            default:
                return TryRecordStep(tracer, flows, eventData, payload);
        }
    }

    private static bool TryRecordStep(Tracer tracer, NetworkFlow flows, EventWrittenEventArgs eventData, EventPayload payload)
    {
        HttpStep step = eventData.EventName switch
        {
            "RequestHeadersStart" => HttpStep.SendingHeaders,
            "RequestHeadersStop" => HttpStep.SentHeaders,
            "RequestContentStart" => HttpStep.SendingContent,
            "RequestContentStop" => HttpStep.SentContent,
            "ResponseHeadersStart" => HttpStep.ReceivingHeaders,
            "ResponseHeadersStop" => HttpStep.ReceivedHeaders,
            "ResponseContentStart" => HttpStep.ReceivingContent,
            "ResponseContentStop" => HttpStep.ReceivedContent,
            _ => default,
        };
        if (step == default)
        {
            return false;
        }

        tracer.RecordHttpRequestStateUpdated(flows.OfStep(eventData), step, payload.Number(0));
        return true;
    }

    private static ushort Version(long major, long minor) => (ushort)(((major & 0xFF) << 8) | (minor & 0xFF));
}
