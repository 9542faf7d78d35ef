namespace Ojo.Extensions;

/// <summary>
/// Records what the runtime says of sockets, names, TLS, HTTP clients and QUIC, in the categories <c>Sockets</c>, <c>Dns</c>, <c>Tls</c>,
/// <c>Http</c> and <c>EventSource</c>, until it is disposed.
/// </summary>
/// <remarks>
/// The runtime makes an event's values before it hands them over, which allocates; recording adds nothing to that. Where the
/// tracer's filter says no they are made all the same: to be rid of that, leave the source out. The tracer is the caller's.
/// </remarks>
public sealed class OjoNetworkListener : IDisposable
{
    private readonly NetworkEventListener _listener;

    /// <summary>Begins to listen.</summary>
    /// <param name="tracer">Where to record.</param>
    /// <param name="options">To what; the defaults if null.</param>
    public OjoNetworkListener(Tracer tracer, OjoNetworkOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(tracer);
        options ??= new OjoNetworkOptions();
        _listener = new NetworkEventListener(tracer, new NetworkFlow(tracer, options.FollowActivities));
        _listener.Listen(options);
    }

    /// <summary>Ends listening.</summary>
    public void Dispose() => _listener.Dispose();
}
