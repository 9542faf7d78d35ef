using Ojo.Storage.Sqlite.Reading;

namespace Ojo.Storage.Shards;

/// <summary>The shards that a scan has open: as flow follows flow, it goes to the same ones again and again.</summary>
internal sealed class ScanShards(ShardedQuery shards) : IDisposable
{
    private const int MostOpen = 16;

    private readonly LinkedList<(ShardRow Shard, ReaderConnection Connection)> _open = new();
    private readonly Dictionary<long, (ShardRow Shard, ReaderConnection Connection)> _kept = [];
    private readonly HashSet<long> _unreadable = [];

    /// <summary>Opens what somebody may be writing to, and keeps it in its state to the end.</summary>
    public void KeepWrittenTo()
    {
        foreach (ShardRow shard in shards.WrittenTo())
        {
            if (shards.Open(shard) is ReaderConnection connection)
            {
                _kept.Add(shard.Id, (shard, connection));
            }
            else
            {
                _unreadable.Add(shard.Id);
            }
        }
    }

    /// <summary>A shard's connection; null where it cannot be read. It stays open until <paramref name="inUse"/> others have been asked for.</summary>
    public ReaderConnection? Get(ShardRow shard, int inUse)
    {
        if (_unreadable.Contains(shard.Id))
        {
            return null;
        }

        if (_kept.TryGetValue(shard.Id, out var kept))
        {
            return kept.Connection;
        }

        for (var node = _open.First; node is not null; node = node.Next)
        {
            if (node.Value.Shard.Id == shard.Id)
            {
                _open.Remove(node);
                _open.AddFirst(node);
                return node.Value.Connection;
            }
        }

        if (shards.Open(shard) is not ReaderConnection connection)
        {
            _unreadable.Add(shard.Id);
            return null;
        }

        _open.AddFirst((shard, connection));
        while (_open.Count > Math.Max(MostOpen, inUse))
        {
            Close(_open.Last!.Value, isSound: true);
            _open.RemoveLast();
        }

        return connection;
    }

    /// <summary>Says that a shard cannot be read after all.</summary>
    public void GiveUp(ShardRow shard, Exception exception)
    {
        if (_kept.Remove(shard.Id, out var kept))
        {
            Close(kept, isSound: false);
        }

        for (var node = _open.First; node is not null; node = node.Next)
        {
            if (node.Value.Shard.Id == shard.Id)
            {
                Close(node.Value, isSound: false);
                _open.Remove(node);
                break;
            }
        }

        _unreadable.Add(shard.Id);
        shards.Miss(shard, exception);
    }

    public void Dispose()
    {
        foreach ((ShardRow Shard, ReaderConnection Connection) open in _open.Concat(_kept.Values))
        {
            Close(open, isSound: true);
        }
    }

    private void Close((ShardRow Shard, ReaderConnection Connection) open, bool isSound) => shards.Close(open.Shard, open.Connection, isSound);
}
