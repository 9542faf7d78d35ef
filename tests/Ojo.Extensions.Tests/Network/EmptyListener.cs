using System.Diagnostics.Tracing;

namespace Ojo.Extensions.Tests.Network;

/// <summary>Listens to the same and does nothing: what the sources cost by themselves.</summary>
internal sealed class EmptyListener : EventListener
{
    private readonly List<EventSource> _sources = [];

    public EmptyListener(OjoNetworkOptions options)
    {
        foreach (EventSource source in _sources.Where(source => options.Includes(source.Name)))
        {
            EnableEvents(source, System.Diagnostics.Tracing.EventLevel.Informational, NetworkSource.KeywordsOf(source.Name));
        }
    }

    public int Count { get; private set; }

    protected override void OnEventSourceCreated(EventSource eventSource) => _sources.Add(eventSource);

    protected override void OnEventWritten(EventWrittenEventArgs eventData) => Count++;
}
