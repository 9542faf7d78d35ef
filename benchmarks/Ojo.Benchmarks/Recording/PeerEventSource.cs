using System.Diagnostics.Tracing;

namespace Ojo.Benchmarks.Recording;

/// <summary>.NET's own tracer with the same two values.</summary>
[EventSource(Name = ProviderName)]
internal sealed class PeerEventSource : EventSource
{
    public const string ProviderName = "Ojo-Benchmarks-Peer";

    public static readonly PeerEventSource Log = new();

    [NonEvent]
    public static void Write(int calls)
    {
        for (int n = 0; n < calls; n++)
        {
            Log.PacketSent(7, n);
        }
    }

    [Event(1, Level = System.Diagnostics.Tracing.EventLevel.Informational)]
    public unsafe void PacketSent(int flowId, long packetNumber)
    {
        if (!IsEnabled())
        {
            return;
        }

        EventData* data = stackalloc EventData[2];
        data[0] = new EventData { DataPointer = (nint)(&flowId), Size = sizeof(int) };
        data[1] = new EventData { DataPointer = (nint)(&packetNumber), Size = sizeof(long) };
        WriteEventCore(1, 2, data);
    }
}
