using System.Diagnostics.Tracing;

namespace Ojo.Benchmarks.Recording;

/// <summary>Listens to <see cref="PeerEventSource"/> and keeps nothing.</summary>
internal sealed class CountingListener : EventListener
{
    public CountingListener() => EnableEvents(PeerEventSource.Log, System.Diagnostics.Tracing.EventLevel.Informational);

    public long Count { get; private set; }

    protected override void OnEventWritten(EventWrittenEventArgs eventData) => Count++;
}
