using Transfer.Connections;
using Transfer.Streams;

namespace Transfer.Transfers;

/// <summary>A client's program on one connection: keeps some transfers under way until it is told to finish, then closes.</summary>
/// <remarks>Every third transfer is an upload on a stream of its own direction; the others ask for a download. Seeded.</remarks>
internal sealed class TransferClient : IConnectionHandler
{
    private readonly TransferPlan _plan;
    private readonly TransferTotals _totals;
    private readonly Random _random;
    private readonly TaskCompletionSource<CloseCode> _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Connection? _connection;
    private int _started;
    private int _running;
    private bool _finishing;

    public TransferClient(TransferPlan plan, TransferTotals totals, int seed)
    {
        _plan = plan;
        _totals = totals;
        _random = new Random(seed);
    }

    /// <summary>How the connection ended, when it has.</summary>
    public Task<CloseCode> Closed => _closed.Task;

    /// <summary>Starts no more transfers, and closes the connection when the last one is through. On the endpoint's thread.</summary>
    public void Finish()
    {
        _finishing = true;
        CloseIfDone();
    }

    public void OnEstablished(Connection connection)
    {
        _connection = connection;
        StartTransfers();
        CloseIfDone();
    }

    public void OnStreamsAllowed(Connection connection) => StartTransfers();

    public IStreamHandler OnStreamAccepted(Connection connection, TransportStream stream) =>
        new DownloadResponder((_, _) => connection.Close(CloseCode.ApplicationError, "This client serves nothing."));

    public void OnClosed(Connection connection) => _closed.TrySetResult(connection.CloseCode);

    private void StartTransfers()
    {
        while (!_finishing && _running < _plan.Streams && _started < (_plan.Transfers ?? int.MaxValue))
        {
            bool upload = _started % 3 == 1;
            if (_connection?.TryOpenStream(bidirectional: !upload) is not { } stream)
            {
                return;
            }

            ulong size = (ulong)_random.Next(_plan.MinSize, _plan.MaxSize + 1);
            ulong seed = (ulong)_random.NextInt64();
            _started++;
            _running++;
            _totals.Start();
            stream.Handler = upload ? new Upload(size, seed, OnUploaded) : new Download(size, seed, OnDownloaded);
            stream.Handler.OnWritable(stream);
        }
    }

    private void OnDownloaded(TransportStream stream, TransferResult result)
    {
        _totals.Complete(stream, result);
        OnCompleted();
    }

    /// <summary>The server has it all. Whether it is the right bytes is the server's to say: it has counted the result.</summary>
    private void OnUploaded() => OnCompleted();

    private void OnCompleted()
    {
        _running--;
        StartTransfers();
        CloseIfDone();
    }

    private void CloseIfDone()
    {
        if (_running == 0 && (_finishing || _started == _plan.Transfers))
        {
            _connection?.Close(CloseCode.None, "All transfers are done.");
        }
    }
}
