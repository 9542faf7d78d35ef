using Ojo.Storage.Sqlite.Reading;

namespace Ojo.Storage.Shards;

/// <summary>Connections to shards that nobody uses just now, some of which are kept open. Safe to use from any number of threads.</summary>
internal sealed class ShardConnections(string directory) : IDisposable
{
    /// <summary>How many are kept. Each has a page cache and two or three open files.</summary>
    public const int MostIdle = 12;

    private readonly Lock _lock = new();
    private readonly LinkedList<(long Shard, ReaderConnection Connection)> _idle = new();
    private bool _disposed;

    /// <summary>How many are kept open now.</summary>
    public int IdleCount
    {
        get
        {
            lock (_lock)
            {
                return _idle.Count;
            }
        }
    }

    /// <exception cref="StoreUnavailableException">The shard cannot be read.</exception>
    public ReaderConnection Rent(ShardRow shard)
    {
        lock (_lock)
        {
            for (var node = _idle.First; node is not null; node = node.Next)
            {
                if (node.Value.Shard == shard.Id)
                {
                    _idle.Remove(node);
                    return node.Value.Connection;
                }
            }
        }

        return new ReaderConnection(PathOf(shard));
    }

    /// <summary>Why a shard cannot be read, without a word about where on this machine it is.</summary>
    public string Explain(ShardRow shard, Exception exception) => exception.Message.Replace(PathOf(shard), shard.Name, StringComparison.Ordinal);

    /// <summary>Gives a connection back. Of those that nobody uses the one unused for longest is closed.</summary>
    public void Return(ShardRow shard, ReaderConnection connection)
    {
        ReaderConnection? closed = null;
        lock (_lock)
        {
            if (_disposed)
            {
                closed = connection;
            }
            else
            {
                _idle.AddFirst((shard.Id, connection));
                if (_idle.Count > MostIdle)
                {
                    closed = _idle.Last!.Value.Connection;
                    _idle.RemoveLast();
                }
            }
        }

        closed?.Dispose();
    }

    /// <summary>Closes connections to what is not a shard any more, so that the system can give its space back.</summary>
    public void KeepOnly(HashSet<long> shards)
    {
        var closed = new List<ReaderConnection>();
        lock (_lock)
        {
            for (var node = _idle.First; node is not null;)
            {
                var next = node.Next;
                if (!shards.Contains(node.Value.Shard))
                {
                    closed.Add(node.Value.Connection);
                    _idle.Remove(node);
                }

                node = next;
            }
        }

        closed.ForEach(static connection => connection.Dispose());
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
        }

        KeepOnly([]);
    }

    private string PathOf(ShardRow shard) => Path.Combine(directory, shard.Name);
}
