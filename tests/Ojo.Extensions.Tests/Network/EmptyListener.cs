using System.Diagnostics.Tracing;

namespace Ojo.Extensions.Tests.Network;

/// <summary>Listens to the same and does nothing: what the sources cost by themselves.</summary>
internal sealed class EmptyListener : EventListener
{
    // The base class tells of the sources that there are before anything below has run.
    private readonly OjoNetworkOptions? _options;
    private readonly List<EventSource> _earlier = [];

    public EmptyListener(OjoNetworkOptions options)
    {
        _options = options;
        _earlier.ForEach(OnEventSourceCreated);
    }

    public int Count { get; private set; }

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (_options is not { } options)
        {
            _earlier.Add(eventSource);
        }
        else if (options.Includes(eventSource.Name))
        {
            EnableEvents(eventSource, System.Diagnostics.Tracing.EventLevel.Informational, NetworkSource.KeywordsOf(eventSource.Name));
        }
        else if (options.FollowActivities && eventSource.Name == NetworkSource.Tasks)
        {
            EnableEvents(eventSource, System.Diagnostics.Tracing.EventLevel.LogAlways, NetworkSource.TasksFlowActivityIds);
        }
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData) => Count++;
}
