namespace Ojo.Storage.Sqlite.Writing.Compaction;

/// <summary>Says whether some events have rows in a table that few events have any in, without asking for each of them.</summary>
/// <remarks>For events that come in order of id within each slice.</remarks>
/// <param name="find">The least event from ?1 on that has rows.</param>
internal sealed class NextRow(Statement find) : IDisposable
{
    private readonly Dictionary<long, long> _next = [];

    public bool IsIn(SourceBlock block)
    {
        if (!_next.TryGetValue(block.Slice, out long next) || next < block.Block.FirstId)
        {
            next = find.Bind(1, block.Block.FirstId).Scalar() ?? long.MaxValue;
            _next[block.Slice] = next;
        }

        return next <= block.Block.LastId;
    }

    /// <summary>Forgets what it knows: the store has changed.</summary>
    public void Clear() => _next.Clear();

    public void Dispose() => find.Dispose();
}
