using Ojo;
using Transfer.Connections;
using Transfer.Endpoints;
using Transfer.Events;
using Transfer.Links;

namespace Transfer.Transfers;

/// <summary>A server, a link and some clients, all in this process and all on real sockets.</summary>
internal sealed class TransferSession : IDisposable
{
    private readonly Endpoint _server;
    private readonly Relay _relay;
    private readonly Endpoint _client;
    private readonly TransferClient[] _clients;
    private readonly Task<CloseCode[]> _closed;

    /// <summary>Starts everything: when this returns, the first hellos are on their way.</summary>
    /// <param name="settings">What to transfer, over what.</param>
    /// <param name="time">The time.</param>
    /// <param name="tracer">Records what happens; null where nobody wants to know.</param>
    public TransferSession(SessionSettings settings, TimeProvider time, Tracer? tracer)
    {
        Totals = new TransferTotals(tracer);
        FlowIds flows = new();
        ConnectionContext context = new(settings.Connection, Counters, tracer, flows);
        Clock clock = new(time);
        Random seeds = new(settings.Seed);
        TransferServer program = new(Totals);
        _server = new Endpoint("server", clock, new ConnectionFactory(context, settings.Congestion, seeds.Next()), accept: () => program);
        _relay = new Relay(_server.Address, settings.Link with { Seed = seeds.Next() }, clock, tracer, flows);
        _client = new Endpoint("client", clock, new ConnectionFactory(context, settings.Congestion, seeds.Next()));
        _clients = [.. Enumerable.Range(0, settings.Connections).Select(_ => new TransferClient(settings.Plan, Totals, seeds.Next()))];
        Failure = Task.WhenAny(_server.Completion, _relay.Completion, _client.Completion).Unwrap();
        _closed = Task.WhenAll(_clients.Select(static client => client.Closed));
        foreach (TransferClient client in _clients)
        {
            _client.Connect(_relay.Address, client);
        }
    }

    public TransferTotals Totals { get; }

    public TransportCounters Counters { get; } = new();

    /// <summary>Never ends well: fails where the server, the relay or the clients could not go on.</summary>
    public Task Failure { get; }

    /// <summary>Ends when every connection has: how each of them did.</summary>
    /// <exception cref="Exception">Whatever made the server, the relay or the clients stop.</exception>
    public async Task<IReadOnlyList<CloseCode>> WaitForCloseAsync(CancellationToken cancellation)
    {
        await (await Task.WhenAny(_closed, Failure).WaitAsync(cancellation));
        return await _closed;
    }

    /// <summary>Lets the transfers that are under way come to their end, for a while, and closes all connections.</summary>
    /// <param name="patience">How long; what is still under way then is given up.</param>
    /// <param name="cancellation">Gives up at once.</param>
    public async Task FinishAsync(TimeSpan patience, CancellationToken cancellation)
    {
        _client.Post(() => Array.ForEach(_clients, static client => client.Finish()));
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(patience);
        try
        {
            await WaitForCloseAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            _client.CloseAll("The client has been stopped.");
            await Task.WhenAny(_closed, Task.Delay(patience, CancellationToken.None));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _client.Dispose();
        _relay.Dispose();
        _server.Dispose();
    }
}
