using System.Diagnostics.Tracing;

namespace Ojo.Extensions.Tests.Network;

/// <summary>A source of which the bridge knows nothing.</summary>
[EventSource(Name = "Ojo-Tests-Other")]
internal sealed class OtherEventSource : EventSource
{
    public static readonly OtherEventSource Log = new();

    [Event(1, Level = System.Diagnostics.Tracing.EventLevel.Informational)]
    public void Moved(string peer, int hops) => WriteEvent(1, peer, hops);
}
