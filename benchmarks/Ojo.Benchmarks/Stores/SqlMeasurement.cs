using Ojo.Benchmarks.Reporting;
using Ojo.Storage;
using Ojo.Storage.Queries;

namespace Ojo.Benchmarks.Stores;

/// <summary>What it costs that a statement of SQL can do no harm, beside the same statement stepped through the library.</summary>
internal static class SqlMeasurement
{
    private const int Repeats = 5;
    private const int Rows = 1_000_000;
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);

    /// <summary>Enough for everything that is asked here.</summary>
    private static readonly SqlLimits s_limits = new() { Rows = Rows + 1, Bytes = 1L << 32, Time = s_limit };

    private static readonly (string What, string Sql)[] s_statements =
    [
        ("a statement without work", "SELECT 1"),
        ("how many flows", "SELECT count(*) FROM flows"),
        ("events, numbers only", Section.Text($"SELECT id, flow_id, ts_ns, payload FROM raw_events LIMIT {Rows}")),
        ("events of a type, decoded", Section.Text($"SELECT * FROM rtt_updated LIMIT {Rows}")),
        ("events with the name of their file", Section.Text($"SELECT * FROM events LIMIT {Rows}")),
        ("average round-trip time by flow", "SELECT run_id, flow_id, avg(latest) FROM rtt_updated GROUP BY run_id, flow_id"),
        ("everything in order of a value, the first thousand", "SELECT id, payload FROM raw_events ORDER BY payload DESC LIMIT 1000"),
    ];

    /// <param name="events">How many events each store gets.</param>
    /// <param name="output">Where the report goes.</param>
    public static void Run(long events, TextWriter output)
    {
        Section section = new(output);
        section.Say($"Milliseconds of the thread's own time, the median of {Repeats}, each value of each row looked at: through `IStoreReader.QuerySql`, with its authorizer and its limits of rows, bytes, time and memory; and through the library, with a check of the time alone.");
        foreach (WorkloadShape shape in WorkloadShape.Usual(events))
        {
            Section.Progress($"{shape.Count} events, {shape}");
            using var directory = new TempDirectory();
            string database = Path.Combine(directory.Path, "store.db");
            StoreIngestion.Make(database, StoreWorkload.Write(directory.Output, shape));
            section.Heading(Section.Text($"{shape.Count} events, {shape}"));
            section.Table(["statement", "rows", "Ojo", "library", "×", "more per row, ns"], TableRows(database));
        }
    }

    private static IEnumerable<string[]> TableRows(string database)
    {
        using IStoreReader reader = OjoStore.OpenReader(database);
        using SqlQuestion library = new(database);
        foreach ((string what, string sql) in s_statements)
        {
            SqlResult? result = null;
            Answer ours = Answer.Time(what, Repeats, () => result = reader.QuerySql(new SqlQuery { Text = sql, Limits = s_limits }, new SqlLookingSink()));
            Answer bare = Answer.Time(what, Repeats, () => library.Time(sql, s_limit));
            if (result!.Stopped != SqlLimit.None)
            {
                throw new InvalidOperationException($"'{sql}' was stopped: {result.Stopped}.");
            }

            yield return
            [
                $"{what}: `{sql}`", Section.Text($"{result.Rows:N0}"), Section.Text($"{ours.Cpu:F2}"), Section.Text($"{bare.Cpu:F2}"),
                Section.Text($"{ours.Cpu / bare.Cpu:F2}"), result.Rows >= 1000 ? Section.Text($"{(ours.Cpu - bare.Cpu) / result.Rows * 1e6:F0}") : "",
            ];
        }
    }
}
