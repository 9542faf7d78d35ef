using Ojo.Storage.Queries;
using Ojo.Storage.Sqlite;
using Ojo.Storage.Sqlite.Sql;
using Ojo.Storage.Sqlite.Writing;

namespace Ojo.Storage.Shards;

/// <summary>
/// Runs a statement over several shards at once: they are attached to the index, and views of the public names put their rows
/// together. Runs, flows, types, files and gaps are the index's, which are those of all shards.
/// </summary>
internal sealed class ShardedSql : IDisposable
{
    /// <summary>How many files SQLite attaches to one at the most.</summary>
    public const int MostShards = 10;

    private const int MostAttempts = 8;

    // What each shard has of its own; of all other names the index's rows are those of all shards.
    private static readonly string[] s_namesOfShards = ["events", "raw_events", "event_words", "event_texts", "packets"];

    private readonly string _directory;
    private readonly SqlQuery _query;
    private readonly SqlConnection _connection;
    private readonly List<(ShardRow Shard, string Schema)> _attached = [];
    private readonly List<MissingPart> _missing = [];

    private ShardedSql(string directory, SqlQuery query, SqlWatch watch)
    {
        _directory = directory;
        _query = query;
        _connection = new SqlConnection(Path.Combine(directory, ShardIndex.FileName), watch);
    }

    public static SqlResult Run(string directory, SqlQuery query, ISqlSink sink, CancellationToken cancellation)
    {
        using var watch = new SqlWatch(query.Limits, cancellation);
        return watch.Run(() => Run(directory, query, sink, watch, cancellation));
    }

    private static SqlResult Run(string directory, SqlQuery query, ISqlSink sink, SqlWatch watch, CancellationToken cancellation)
    {
        for (int attempt = 1; ; attempt++)
        {
            using var question = new ShardedSql(directory, query, watch);
            question.AttachShards();
            question._connection.BeginReading();
            if (!question.IsInStep() && attempt < MostAttempts)
            {
                // A writer is between its commits to a shard and to the index; it gets a moment to finish.
                cancellation.WaitHandle.WaitOne(attempt);
                continue;
            }

            question.MakeViews();
            return question._connection.Run(query, sink) with { Missing = question._missing };
        }
    }

    public void Dispose() => _connection.Dispose();

    private void AttachShards()
    {
        List<ShardRow> shards = FindShards();
        if (shards.Count > MostShards)
        {
            throw new StoreSqlException(
                $"The store is divided into files, and a statement reads {MostShards} of them at once; {shards.Count} have events in the time that is asked for. "
                + "Give a time range that touches fewer.");
        }

        foreach (ShardRow shard in shards)
        {
            string schema = "shard" + SqlText.Number(_attached.Count + 1);
            try
            {
                _connection.Attach(Path.Combine(_directory, shard.Name), schema);
                _attached.Add((shard, schema));
            }
            catch (StoreUnavailableException exception)
            {
                _missing.Add(new MissingPart(shard.Name, exception.Message));
            }
        }
    }

    private List<ShardRow> FindShards()
    {
        using var rows = new Statement(_connection.Handle, $"""
            SELECT {ShardRow.Columns} FROM ojo_shard
            WHERE state = 1 AND first_ns < ?2 AND last_ns >= ?1 ORDER BY first_ns, id
            """);
        return ShardRow.ReadAll(rows.Bind(1, _query.FromUnixNs ?? long.MinValue).Bind(2, _query.ToUnixNs ?? long.MaxValue));
    }

    /// <summary>Whether the index speaks of the states that the shards are in.</summary>
    private bool IsInStep()
    {
        foreach ((ShardRow shard, string schema) in _attached)
        {
            using var known = new Statement(_connection.Handle, "SELECT change FROM ojo_shard WHERE id = ?1 AND state = 1");
            using var count = new Statement(_connection.Handle, $"SELECT coalesce((SELECT value FROM {schema}.ojo_store WHERE name = 'shard_change'), 0)");
            if (known.Bind(1, shard.Id).Scalar() != count.Scalar())
            {
                return false;
            }
        }

        return true;
    }

    private void MakeViews()
    {
        List<string> schemas = [.. _attached.Select(static attached => attached.Schema)];
        if (schemas.Count == 0)
        {
            return;
        }

        Dictionary<string, HashSet<string>> viewsOf = schemas.ToDictionary(static schema => schema, ViewsOf);
        Dictionary<int, StoredType> types = TypeTable.Load(_connection.Handle);
        IEnumerable<string> names = types.Values.Select(static type => type.ViewName).OfType<string>().Concat(s_namesOfShards);
        foreach (string name in names.Where(IsMentioned))
        {
            List<string> having = schemas.FindAll(schema => viewsOf[schema].Contains(name));
            if (having.Count > 0)
            {
                _connection.CreateView(name, string.Join(" UNION ALL ", having.Select(schema => $"SELECT * FROM {schema}.{SqlText.Name(name)}")));
            }
        }

        if (IsMentioned("flow_summary"))
        {
            _connection.CreateView("flow_summary", RoleViews.FlowSummaryOver(types.Values, schemas));
        }
    }

    /// <summary>Whether the statement may mean the name: a store has hundreds of views, a statement wants a few.</summary>
    private bool IsMentioned(string name) => _query.Text.Contains(name, StringComparison.OrdinalIgnoreCase);

    private HashSet<string> ViewsOf(string schema)
    {
        using var rows = new Statement(_connection.Handle, $"SELECT name FROM {schema}.sqlite_master WHERE type = 'view'");
        var views = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        while (rows.Step())
        {
            views.Add(rows.Text(0));
        }

        return views;
    }
}
