using Ojo.Storage.Sqlite;
using Ojo.Storage.Sqlite.Writing;
using SQLitePCL;

namespace Ojo.Storage.Shards;

/// <summary>Brings a shard's event types, keys and runs up to the index's, so that every number means the same in all shards.</summary>
/// <remarks>
/// New keys and types are numbered upwards from the last, so a shard that knows the index's last numbers gives the right ones
/// by itself, as long as the index is locked meanwhile.
/// </remarks>
internal static class ShardCatalogue
{
    private static readonly string[] s_runTotals = ["first_ns", "last_ns", "events", "dropped", "longest"];

    /// <summary>Brings the shard up to date before it takes in a file of a run.</summary>
    /// <param name="index">The index, locked.</param>
    /// <param name="shard">The shard, locked.</param>
    /// <param name="run">The run; null where none is needed.</param>
    public static void BringUpToDate(sqlite3 index, sqlite3 shard, long? run)
    {
        SetNumber(shard, "last_event", Number(index, "SELECT value FROM ojo_store WHERE name = 'last_event'"));
        long version = Number(index, "SELECT value FROM ojo_store WHERE name = 'catalogue'");
        if (Number(shard, "SELECT value FROM ojo_store WHERE name = 'index_catalogue'") != version)
        {
            foreach (string table in (string[])["ojo_type", "ojo_field", "ojo_enum", "ojo_schema", "ojo_schema_type", "ojo_seed"])
            {
                RowCopy.Copy(index, shard, table, "OR REPLACE");
            }

            CopyKeys(index, shard, "run = 0 OR id = (SELECT max(id) FROM ojo_key)");
            CreateViews(shard);
            SetNumber(shard, "index_catalogue", version);
        }

        // Of each run by itself: a shard that has met a run may have missed what other shards have taken in of it since.
        if (run is long id && !KnowsRun(index, shard, id, version))
        {
            CopyKeys(index, shard, $"run = {SqlText.Number(id)}");
            CopyRuns(index, shard, id);
            SetNumber(shard, MarkOf(id), version);
        }
    }

    /// <summary>Takes over what the shard has met for the first time.</summary>
    /// <returns>Whether there was anything.</returns>
    public static bool TakeNew(sqlite3 index, sqlite3 shard)
    {
        long type = Number(index, "SELECT max(id) FROM ojo_type");
        long key = Number(index, "SELECT max(id) FROM ojo_key");
        bool isNew = Number(shard, "SELECT max(id) FROM ojo_type") > type || Number(shard, "SELECT max(id) FROM ojo_key") > key;
        if (isNew)
        {
            RowCopy.Copy(shard, index, "ojo_type", "OR IGNORE", $"id > {SqlText.Number(type)}");
            AddKeys(shard, index, $"id > {SqlText.Number(key)}");
        }

        return isNew;
    }

    /// <summary>Takes over all that a shard knows and the index does not.</summary>
    public static void TakeAll(sqlite3 index, sqlite3 shard)
    {
        foreach (string table in (string[])["ojo_type", "ojo_field", "ojo_enum", "ojo_schema", "ojo_schema_type", "ojo_seed", "ojo_string", "ojo_clock"])
        {
            RowCopy.Copy(shard, index, table, "OR IGNORE");
        }

        AddKeys(shard, index, "1");
        string columns = RunColumns(shard);
        Insert(shard, index, $"SELECT {columns} FROM ojo_run", $"INSERT OR IGNORE INTO ojo_run ({columns})", "");
        SetNumber(index, "last_event", Math.Max(Number(index, "SELECT value FROM ojo_store WHERE name = 'last_event'"), Number(shard, "SELECT max(last_id) FROM ojo_block")));
    }

    public static long Number(sqlite3 connection, string sql)
    {
        using var statement = new Statement(connection, sql);
        return statement.Scalar() ?? 0;
    }

    public static void SetNumber(sqlite3 connection, string name, long value)
    {
        using var statement = new Statement(connection, "INSERT INTO ojo_store VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = excluded.value");
        statement.Bind(1, name).Bind(2, value).Execute();
    }

    private static string MarkOf(long run) => $"index_catalogue of run {SqlText.Number(run)}";

    /// <summary>Whether a shard has the keys that the index has of a run. The number of a run that is gone may be another's now.</summary>
    private static bool KnowsRun(sqlite3 index, sqlite3 shard, long run, long version)
    {
        using var mark = new Statement(shard, "SELECT value FROM ojo_store WHERE name = ?1");
        return mark.Bind(1, MarkOf(run)).Scalar() == version && RunOf(index) is string known && RunOf(shard) == known;

        string? RunOf(sqlite3 connection)
        {
            using var row = new Statement(connection, "SELECT batch_start || ' ' || version || ' ' || coalesce(process_id, '-') FROM ojo_run WHERE id = ?1");
            return row.Bind(1, run).Step() ? row.Text(0) : null;
        }
    }

    private static void CopyKeys(sqlite3 index, sqlite3 shard, string where) => Insert(
        index, shard,
        $"SELECT id, run, schema, event_type, type, summed_from FROM ojo_key WHERE {where}",
        "INSERT INTO ojo_key (id, run, schema, event_type, type, summed_from)",
        "ON CONFLICT (id) DO UPDATE SET schema = excluded.schema, type = excluded.type, summed_from = excluded.summed_from");

    private static void AddKeys(sqlite3 shard, sqlite3 index, string where) => Insert(
        shard, index,
        $"SELECT id, run, schema, event_type, type, summed_from FROM ojo_key WHERE {where}",
        "INSERT OR IGNORE INTO ojo_key (id, run, schema, event_type, type, summed_from)", "");

    /// <summary>All runs of the same start: which of them a file belongs to is decided among them.</summary>
    private static void CopyRuns(sqlite3 index, sqlite3 shard, long run)
    {
        string columns = RunColumns(index);
        string updates = string.Join(", ", columns.Split(", ").Where(static column => column != "id").Select(static column => $"{column} = excluded.{column}"));
        Insert(
            index, shard,
            $"SELECT {columns} FROM ojo_run WHERE (batch_start, version) = (SELECT batch_start, version FROM ojo_run WHERE id = {SqlText.Number(run)})",
            $"INSERT INTO ojo_run ({columns})", $"ON CONFLICT (id) DO UPDATE SET {updates}");
    }

    private static string RunColumns(sqlite3 connection) => string.Join(", ", RowCopy.ColumnsOf(connection, "ojo_run").Except(s_runTotals));

    private static void Insert(sqlite3 from, sqlite3 to, string select, string into, string onConflict)
    {
        int count = into.Count(static letter => letter == ',') + 1;
        using var rows = new Statement(from, select);
        using var insert = new Statement(to, $"{into} VALUES ({string.Join(", ", Enumerable.Range(1, count).Select(static n => $"?{n}"))}) {onConflict}");
        while (rows.Step())
        {
            RowCopy.Bind(insert, rows, count).Execute();
        }
    }

    /// <summary>A shard is a store by itself for whoever opens its file, so it has the views of its event types.</summary>
    private static void CreateViews(sqlite3 shard)
    {
        HashSet<string> names = EventViews.NamesIn(shard);
        Dictionary<int, StoredType> types = TypeTable.Load(shard);
        bool any = false;
        foreach (StoredType type in types.Values.Where(type => type is { Descriptor: not null, ViewName: not null } && names.Add(type.ViewName)))
        {
            EventViews.Create(shard, type.ViewName!, type.Id, type.Descriptor!);
            any = true;
        }

        if (any)
        {
            RoleViews.Create(shard, types.Values);
        }
    }
}
