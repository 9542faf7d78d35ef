using System.Diagnostics.Tracing;

namespace Ojo.Extensions;

/// <summary>The events of System.Net.Security.</summary>
internal static class TlsEvents
{
    public static bool TryRecord(Tracer tracer, NetworkFlow flows, EventWrittenEventArgs eventData)
    {
        EventPayload payload = new(eventData);
        switch (eventData.EventName)
        {
            case "HandshakeStart":
                if (tracer.IsTlsHandshakeStartedEnabled())
                {
                    tracer.RecordTlsHandshakeStarted(flows.Open(eventData), payload.Number(0) != 0, payload.Text(1));
                }

                return true;
            case "HandshakeStop":
                // None is the stop that follows a failure.
                if (payload.Number(0) is not 0 and long protocol)
                {
                    tracer.RecordTlsHandshakeStopped(flows.Of(eventData), VersionOf(protocol));
                }

                return true;
            case "HandshakeFailed":
                tracer.RecordTlsHandshakeFailed(
                    flows.Of(eventData), payload.Number(0) != 0, payload.Milliseconds(1), payload.Text(2));
                return true;
            default:
                return false;
        }
    }

    // SslProtocols by number: what is obsolete may not be named, but may still be spoken, and is then worth seeing.
    private static TlsVersion VersionOf(long protocol) => protocol switch
    {
        0x3000 => TlsVersion.Tls13,
        0x0C00 => TlsVersion.Tls12,
        0x0300 => TlsVersion.Tls11,
        0x00C0 => TlsVersion.Tls10,
        0x0030 => TlsVersion.Ssl3,
        _ => TlsVersion.Unknown,
    };
}
