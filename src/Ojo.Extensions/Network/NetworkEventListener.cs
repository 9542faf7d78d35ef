using System.Diagnostics.Tracing;

namespace Ojo.Extensions;

/// <summary>Listens to event sources as they appear, and has their events recorded.</summary>
internal sealed class NetworkEventListener(Tracer tracer, NetworkFlow flows) : EventListener
{
    // The base class tells of sources before this one's own constructor has run: nothing here may rely on it.
    private static readonly Lock s_gate = new();

    private readonly Tracer _tracer = tracer;
    private readonly NetworkFlow _flows = flows;
    private List<EventSource>? _waiting;
    private OjoNetworkOptions? _options;

    /// <summary>Begins to listen to the sources that there are, and to those to come.</summary>
    public void Listen(OjoNetworkOptions options)
    {
        List<EventSource> waiting;
        lock (s_gate)
        {
            _options = options;
            waiting = _waiting ?? [];
            _waiting = null;
        }

        waiting.ForEach(source => Enable(source, options));
    }

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        OjoNetworkOptions? options;
        lock (s_gate)
        {
            options = _options;
            if (options is null)
            {
                (_waiting ??= []).Add(eventSource);
            }
        }

        if (options is not null)
        {
            Enable(eventSource, options);
        }
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        // Enabling sources makes the runtime write events of its own, before there is anything to record with.
        if (_tracer is not { } tracer || _flows is not { } flows || BridgeGuard.IsClosed)
        {
            return;
        }

        bool isKnown = eventData.EventSource.Name switch
        {
            NetworkSource.Sockets => SocketEvents.TryRecord(tracer, flows, eventData),
            NetworkSource.NameResolution => NameEvents.TryRecord(tracer, flows, eventData),
            NetworkSource.Security => TlsEvents.TryRecord(tracer, flows, eventData),
            NetworkSource.Http => HttpEvents.TryRecord(tracer, flows, eventData),
            NetworkSource.Tasks => true,
            _ => false,
        };
        if (!isKnown)
        {
            OtherEvents.Record(tracer, flows, eventData);
        }
    }

    private void Enable(EventSource source, OjoNetworkOptions options)
    {
        if (source.Name == NetworkSource.Tasks)
        {
            if (options.FollowActivities)
            {
                EnableEvents(source, System.Diagnostics.Tracing.EventLevel.LogAlways, NetworkSource.TasksFlowActivityIds);
            }
        }
        else if (options.Includes(source.Name))
        {
            EnableEvents(source, System.Diagnostics.Tracing.EventLevel.Informational, NetworkSource.KeywordsOf(source.Name));
        }
    }
}
