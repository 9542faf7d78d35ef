using Ojo.Storage.Sqlite.Reading;

namespace Ojo.Storage.Shards;

/// <summary>Reads what one shard has of a flow, a batch ahead of whoever takes it and on another thread. For one thread at a time.</summary>
/// <remarks>A flow that fills no batch is read where it is asked for: there is nothing to be won then.</remarks>
internal sealed class ScanAhead : IDisposable
{
    private readonly ScanBatches _batches;
    private readonly ScanBatch _filling;
    private readonly IEnumerator<long> _steps;
    private Task<bool>? _next;

    /// <param name="scan">What is read.</param>
    /// <param name="batches">Where it takes its own from and gives them back.</param>
    public ScanAhead(FlowScan scan, ScanBatches batches)
    {
        _batches = batches;
        _filling = batches.Rent();
        Batch = batches.Rent();
        _steps = scan.Read(_filling).GetEnumerator();
    }

    /// <summary>What has been read last.</summary>
    public ScanBatch Batch { get; }

    /// <summary>No event before this time is still to be read.</summary>
    public long ReachedNs { get; private set; }

    /// <summary>Begins to read, so that the first batch is there when it is asked for.</summary>
    public void Begin() => _next ??= Task.Run(_steps.MoveNext);

    public bool MoveNext()
    {
        Task<bool>? begun = _next;
        _next = null;
        if (!(begun?.GetAwaiter().GetResult() ?? _steps.MoveNext()))
        {
            return false;
        }

        ReachedNs = _steps.Current;
        Batch.Swap(_filling);
        if (Batch.IsFull)
        {
            Begin();
        }

        return true;
    }

    public void Dispose()
    {
        // Whoever reads must have stopped before what it reads from is used by others.
        _next?.ContinueWith(static task => task.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default).Wait(CancellationToken.None);
        _next = null;
        _steps.Dispose();
        _batches.Return(_filling);
        _batches.Return(Batch);
    }
}
