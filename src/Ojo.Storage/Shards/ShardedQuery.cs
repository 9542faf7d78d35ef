using System.Collections.Concurrent;
using Ojo.Storage.Queries;
using Ojo.Storage.Sqlite;
using Ojo.Storage.Sqlite.Reading;

namespace Ojo.Storage.Shards;

/// <summary>A question that goes to several shards: one state of the index, and each shard in the state that the index speaks of.</summary>
/// <param name="index">The index, in one state.</param>
/// <param name="catalogue">What the index knows of event types: the same in all shards.</param>
/// <param name="connections">Opens shards.</param>
/// <param name="cancellation">Stops everything.</param>
internal sealed class ShardedQuery(
    ReaderConnection index, StoredCatalogue catalogue, ShardConnections connections, CancellationToken cancellation)
{
    // A writer is between its two commits for some milliseconds at most; one that died there stays there.
    private static readonly TimeSpan s_patience = TimeSpan.FromMilliseconds(200);

    private ConcurrentDictionary<string, MissingPart> _missing = new();

    public ReaderConnection Index => index;

    public StoredCatalogue Catalogue => catalogue;

    public CancellationToken Cancellation => cancellation;

    /// <summary>Whether a shard that is newer than the index is taken as it is; else the question has to begin anew.</summary>
    public bool AcceptNewer { get; set; }

    /// <summary>The shards that could not be read so far.</summary>
    public IReadOnlyList<MissingPart> Missing => [.. _missing.Values.OrderBy(static part => part.Name, StringComparer.Ordinal)];

    /// <summary>The same question, for what may be stopped before the question itself is.</summary>
    public ShardedQuery Until(CancellationToken earlier) => new(index, catalogue, connections, earlier) { AcceptNewer = AcceptNewer, _missing = _missing };

    /// <summary>The shards that may have events of a run in a range of times, in order of their beginning.</summary>
    /// <param name="run">The run.</param>
    /// <param name="fromNs">The earliest time.</param>
    /// <param name="toNs">The latest time.</param>
    /// <param name="keys">Which types' events are wanted; null for all.</param>
    public List<ShardPart> PartsOf(long run, long fromNs, long toNs, IEnumerable<int>? keys = null)
    {
        string havingKeys = keys is null ? "" : $"AND EXISTS (SELECT 1 FROM ojo_shard_key AS k WHERE k.shard = s.id AND k.key IN ({string.Join(", ", keys)}))";
        Statement rows = index.Prepare($"""
            SELECT s.id, s.name, s.written, s.change, s.first_ns, s.last_ns, r.first_ns, r.last_ns
            FROM ojo_shard_run AS r JOIN ojo_shard AS s ON s.id = r.shard
            WHERE r.run = ?1 AND r.first_ns <= ?3 AND r.last_ns >= ?2 AND s.state = 1 {havingKeys} ORDER BY r.first_ns, s.id
            """).Bind(1, run).Bind(2, fromNs).Bind(3, toNs);
        var parts = new List<ShardPart>();
        while (rows.Step())
        {
            parts.Add(new ShardPart(ShardRow.Read(rows), rows.Int64(6), rows.Int64(7)));
        }

        return parts;
    }

    /// <summary>The shards that somebody may be writing to.</summary>
    public List<ShardRow> WrittenTo() =>
        ShardRow.ReadAll(index.Prepare($"SELECT {ShardRow.Columns} FROM ojo_shard WHERE state = 1 AND written = 1 AND change > 0"));

    /// <summary>Asks a shard something.</summary>
    /// <returns>The answer; what is said of none where the shard cannot be read, which is then among <see cref="Missing"/>.</returns>
    public T Ask<T>(ShardRow shard, Func<ReaderConnection, T> question, T none)
    {
        ReaderConnection? connection = Open(shard);
        bool isSound = false;
        try
        {
            T answer = connection is null ? none : question(connection);
            isSound = true;
            return answer;
        }
        catch (Exception exception) when (Explains(exception))
        {
            Miss(shard, exception);
            return none;
        }
        catch (Exception exception) when (exception is StoreQueryException or OperationCanceledException)
        {
            isSound = true;
            throw;
        }
        finally
        {
            Close(shard, connection, isSound);
        }
    }

    /// <summary>Opens a shard in the state that the index speaks of; null where it cannot be read.</summary>
    public ReaderConnection? Open(ShardRow shard)
    {
        ReaderConnection? connection = null;
        try
        {
            connection = connections.Rent(shard);
            BeginInStep(connection, shard);
            return connection;
        }
        catch (StaleIndexException)
        {
            connections.Return(shard, connection!);
            throw;
        }
        catch (StoreUnavailableException) when (!AcceptNewer)
        {
            // It may have been taken out of the store since the question began.
            connection?.Dispose();
            throw new StaleIndexException(shard.Name);
        }
        catch (Exception exception) when (Explains(exception))
        {
            connection?.Dispose();
            Miss(shard, exception);
            return null;
        }
        catch
        {
            connection?.Dispose();
            throw;
        }
    }

    /// <summary>Gives a shard back.</summary>
    public void Close(ShardRow shard, ReaderConnection? connection, bool isSound)
    {
        if (connection is null)
        {
            return;
        }

        try
        {
            connection.End();
        }
        catch (StoreUnavailableException)
        {
            isSound = false;
        }

        if (isSound)
        {
            connections.Return(shard, connection);
        }
        else
        {
            connection.Dispose();
        }
    }

    /// <summary>Whether an error is the shard's own, so that the rest can be asked without it.</summary>
    public static bool Explains(Exception exception) => exception is StoreUnavailableException or KeyNotFoundException;

    public void Miss(ShardRow shard, Exception exception) => _missing.TryAdd(shard.Name, new MissingPart(shard.Name, exception is KeyNotFoundException
        ? "It has events of a type that the index does not know. Run ojo-watcher on the store once."
        : connections.Explain(shard, exception)));

    private void BeginInStep(ReaderConnection connection, ShardRow shard)
    {
        long start = System.Diagnostics.Stopwatch.GetTimestamp();
        while (true)
        {
            connection.Begin(cancellation);
            long count = connection.Prepare(ShardCount.Sql).Scalar() ?? 0;
            if (count == shard.Change || (count > shard.Change && AcceptNewer)
                || (count < shard.Change && System.Diagnostics.Stopwatch.GetElapsedTime(start) > s_patience))
            {
                return;
            }

            connection.End();
            if (count > shard.Change)
            {
                throw new StaleIndexException(shard.Name);
            }

            cancellation.WaitHandle.WaitOne(1);
            cancellation.ThrowIfCancellationRequested();
        }
    }
}
