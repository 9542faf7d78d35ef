using System.Diagnostics.Tracing;

namespace Ojo.Benchmarks;

/// <summary>Listens to one event source, which may appear later, and does nothing.</summary>
internal sealed class IdleListener : EventListener
{
    // The base class tells of the sources that there are before anything below has run.
    private readonly string? _source;
    private readonly List<EventSource> _earlier = [];

    public IdleListener(string source)
    {
        _source = source;
        _earlier.ForEach(OnEventSourceCreated);
    }

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (_source is null)
        {
            _earlier.Add(eventSource);
        }
        else if (eventSource.Name == _source)
        {
            EnableEvents(eventSource, System.Diagnostics.Tracing.EventLevel.Informational, EventKeywords.All);
        }
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
    }
}
