using System.Diagnostics.Tracing;

namespace Ojo.Extensions;

/// <summary>The events of System.Net.Sockets.</summary>
internal static class SocketEvents
{
    // A failure is told first and, on the same thread, followed by the stop that every start has.
    [ThreadStatic]
    private static bool t_hasFailed;

    public static bool TryRecord(Tracer tracer, NetworkFlow flows, EventWrittenEventArgs eventData)
    {
        EventPayload payload = new(eventData);
        switch (eventData.EventName)
        {
            case "ConnectStart":
                if (tracer.IsSocketConnectStartedEnabled())
                {
                    tracer.RecordSocketConnectStarted(
                        flows.Open(eventData), SocketAddressText.Read(payload.Text(0), stackalloc char[SocketAddressText.MostCharacters]));
                }

                return true;
            case "ConnectFailed":
                t_hasFailed = true;
                tracer.RecordSocketConnectFailed(flows.Of(eventData), (int)payload.Number(0), payload.Text(1));
                return true;
            case "ConnectStop":
                if (!TakeFailure())
                {
                    tracer.RecordSocketConnected(flows.Of(eventData));
                }

                return true;
            case "AcceptStart":
                if (tracer.IsSocketAcceptStartedEnabled())
                {
                    tracer.RecordSocketAcceptStarted(
                        flows.Open(eventData), SocketAddressText.Read(payload.Text(0), stackalloc char[SocketAddressText.MostCharacters]));
                }

                return true;
            case "AcceptFailed":
                t_hasFailed = true;
                tracer.RecordSocketAcceptFailed(flows.Of(eventData), (int)payload.Number(0), payload.Text(1));
                return true;
            case "AcceptStop":
                if (!TakeFailure())
                {
                    tracer.RecordSocketAccepted(flows.Of(eventData));
                }

                return true;
            default:
                return false;
        }
    }

    private static bool TakeFailure()
    {
        bool hasFailed = t_hasFailed;
        t_hasFailed = false;
        return hasFailed;
    }
}
