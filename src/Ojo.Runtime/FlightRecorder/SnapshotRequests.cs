namespace Ojo.FlightRecorder;

/// <summary>Who wants a snapshot, and why. Those who ask before it is begun get the same one.</summary>
internal sealed class SnapshotRequests
{
    private const int MostReasons = 8;

    private readonly Lock _lock = new();
    private readonly Action _hurry;
    private readonly Action<string> _onFailure;
    private readonly List<string> _reasons = [];
    private TaskCompletionSource<TraceSnapshot>? _result;
    private bool _isClosed;

    /// <param name="hurry">Wakes whoever takes the snapshots.</param>
    /// <param name="onFailure">Is told of a snapshot that cannot be taken and that nobody waits for.</param>
    public SnapshotRequests(Action hurry, Action<string> onFailure)
    {
        _hurry = hurry;
        _onFailure = onFailure;
    }

    /// <summary>Whether somebody waits for one.</summary>
    public bool IsPending => Volatile.Read(ref _result) is not null;

    /// <summary>Asks for a snapshot that begins after the call. Never waits.</summary>
    /// <returns>The snapshot to come, or why it could not be taken.</returns>
    public Task<TraceSnapshot> Add(string reason)
    {
        Task<TraceSnapshot> snapshot;
        lock (_lock)
        {
            if (_isClosed)
            {
                return Task.FromException<TraceSnapshot>(new ObjectDisposedException(nameof(Tracer), "The tracer has been disposed, and what it held is gone."));
            }

            if (_reasons.Count < MostReasons && !_reasons.Contains(reason))
            {
                _reasons.Add(reason);
            }

            _result ??= new TaskCompletionSource<TraceSnapshot>(TaskCreationOptions.RunContinuationsAsynchronously);
            snapshot = _result.Task;
        }

        _hurry();
        return snapshot;
    }

    /// <summary>Asks for a snapshot that nobody waits for.</summary>
    public void AddUnattended(string reason) => Add(reason).ContinueWith(
        (snapshot, _) => _onFailure($"The snapshot for '{reason}' was not taken: {snapshot.Exception!.InnerException!.Message}"),
        null,
        CancellationToken.None,
        TaskContinuationOptions.OnlyOnFaulted,
        TaskScheduler.Default);

    /// <summary>Takes the request that is pending, if one is. Who asks from now on gets another snapshot.</summary>
    public bool TryTake(out string reason, out TaskCompletionSource<TraceSnapshot> result)
    {
        lock (_lock)
        {
            reason = string.Join("; ", _reasons);
            result = _result!;
            _reasons.Clear();
            _result = null;
            return result is not null;
        }
    }

    /// <summary>Takes no more requests.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _isClosed = true;
        }
    }
}
