namespace Ojo.Storage.Shards;

/// <summary>Opens shards in their order, and, where one after the other turns out to have little, several ahead of their turn.</summary>
/// <remarks>
/// A page is mostly in the first shard: nothing is read ahead then. With each further shard that is asked for, twice as many of those
/// after it are opened on other threads, up to a few, and each goes to the first event that is wanted. That is the most that a
/// shard does ahead of its turn, so that memory does not grow with what is in them. For one thread at a time.
/// </remarks>
internal sealed class ShardsAhead : IDisposable
{
    private static readonly int s_most = Math.Clamp(Environment.ProcessorCount, 2, 8);

    private readonly Func<ShardedQuery, ShardPart, ShardCursor> _open;
    private readonly ShardedQuery _shards;
    private readonly Queue<ShardPart> _waiting;
    private readonly Queue<(ShardPart Part, Task<(ShardCursor Cursor, bool HasEvent)> Opening)> _begun = new();
    private readonly CancellationTokenSource _unwanted;
    private readonly ShardedQuery _ahead;
    private int _width;

    /// <param name="shards">The shards.</param>
    /// <param name="parts">Which of them, in order.</param>
    /// <param name="open">Opens one.</param>
    public ShardsAhead(ShardedQuery shards, IEnumerable<ShardPart> parts, Func<ShardedQuery, ShardPart, ShardCursor> open)
    {
        (_shards, _waiting, _open) = (shards, new Queue<ShardPart>(parts), open);
        _unwanted = CancellationTokenSource.CreateLinkedTokenSource(shards.Cancellation);
        _ahead = shards.Until(_unwanted.Token);
    }

    /// <summary>The next shard, which may have been opened already.</summary>
    public ShardPart? Next => _begun.TryPeek(out var begun) ? begun.Part : _waiting.TryPeek(out ShardPart? part) ? part : null;

    /// <summary>Takes the next shard.</summary>
    /// <returns>It, and whether it stands at an event; whoever takes it disposes it.</returns>
    public (ShardCursor Cursor, bool HasEvent) Take()
    {
        Task<(ShardCursor Cursor, bool HasEvent)>? opening = _begun.TryDequeue(out var begun) ? begun.Opening : null;
        ShardPart? part = opening is null ? _waiting.Dequeue() : null;
        while (_begun.Count < _width && _waiting.TryDequeue(out ShardPart? after))
        {
            _begun.Enqueue((after, Task.Run(() => Open(_ahead, after))));
        }

        _width = _width == 0 ? 1 : Math.Min(_width * 2, s_most);
        return opening is null ? Open(_shards, part!) : opening.GetAwaiter().GetResult();
    }

    public void Dispose()
    {
        _unwanted.Cancel();
        foreach ((_, Task<(ShardCursor Cursor, bool HasEvent)> opening) in _begun)
        {
            try
            {
                opening.GetAwaiter().GetResult().Cursor.Dispose();
            }
            catch (Exception exception) when (exception is OperationCanceledException or StaleIndexException or StoreQueryException or StoreUnavailableException)
            {
                // It was stopped, or what is wrong with it is nobody's business any more.
            }
        }

        _begun.Clear();
        _unwanted.Dispose();
    }

    private (ShardCursor Cursor, bool HasEvent) Open(ShardedQuery shards, ShardPart part)
    {
        ShardCursor cursor = _open(shards, part);
        try
        {
            return (cursor, cursor.MoveNext());
        }
        catch
        {
            cursor.Dispose();
            throw;
        }
    }
}
