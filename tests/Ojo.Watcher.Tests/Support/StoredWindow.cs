using Ojo.Runtime.Tests.Stress;
using SQLitePCL;

namespace Ojo.Watcher.Tests.Support;

/// <summary>Holds what a store says of a flight recorder that died against the counts of the calls that had returned.</summary>
internal sealed class StoredWindow
{
    private const int MostProblems = 10;
    private readonly ulong[] _returned;
    private readonly List<(long Ns, ulong Number)>[] _found;

    public StoredWindow(ulong[] returned)
    {
        _returned = returned;
        _found = [.. returned.Select(static _ => new List<(long, ulong)>())];
    }

    public List<string> Problems { get; } = [];

    public long Events => _found.Sum(static events => (long)events.Count);

    public long InWindows { get; private set; }

    /// <summary>Asks the store, as anybody does who knows SQL.</summary>
    public void Read(string database)
    {
        Batteries_V2.Init();
        Assert.Equal(raw.SQLITE_OK, raw.sqlite3_open_v2(database, out sqlite3 connection, raw.SQLITE_OPEN_READONLY, null));
        using (connection)
        {
            Ask(connection, """
                SELECT e.flow_id, e.ts_ns, e.payload, w1.word, w2.word FROM raw_events AS e
                JOIN event_words AS w1 ON w1.event_id = e.id AND w1.n = 1 JOIN event_words AS w2 ON w2.event_id = e.id AND w2.n = 2
                WHERE e.event_type = 65537
                """, Add);
            long missing = 0;
            Ask(connection, "SELECT coalesce(sum(event_count), 0) FROM gaps", row => missing = row[0]);
            CheckAccounting(missing);
        }

        Sort();
    }

    /// <summary>Brings what was found into order, and looks whether anything is there twice.</summary>
    public void Sort()
    {
        foreach (List<(long Ns, ulong Number)> events in _found)
        {
            events.Sort(static (left, right) => left.Number.CompareTo(right.Number));
            for (int n = 1; n < events.Count; n++)
            {
                if (events[n].Number == events[n - 1].Number)
                {
                    Complain($"event {events[n].Number} is there twice");
                }
            }
        }
    }

    /// <summary>Looks that no event of any thread is missing within a window.</summary>
    /// <param name="fromNs">Its first instant.</param>
    /// <param name="toNs">The first instant after it; null if it is the last, and so goes on up to the counts.</param>
    public void Check(long fromNs, long? toNs)
    {
        for (int writer = 0; writer < _found.Length; writer++)
        {
            (long Ns, ulong Number)[] inside = [.. _found[writer].Where(e => e.Ns >= fromNs && !(e.Ns >= toNs))];
            InWindows += inside.Length;
            for (int n = 1; n < inside.Length; n++)
            {
                if (inside[n].Number != inside[n - 1].Number + 1 || inside[n].Ns < inside[n - 1].Ns)
                {
                    Complain($"writer {writer} goes from {inside[n - 1]} to {inside[n]} within the window from {fromNs}");
                }
            }

            if (toNs is null && inside.Length > 0 && inside[^1].Number + 1 < _returned[writer])
            {
                Complain($"writer {writer} had recorded {_returned[writer]} events, and the window from {fromNs} on ends with {inside[^1].Number}");
            }
        }
    }

    private void CheckAccounting(long missing)
    {
        long returned = _returned.Sum(static count => (long)count);
        if (Events + missing < returned || Events + missing > returned + _returned.Length)
        {
            Complain($"{returned} events were recorded, {Events} are there and {missing} are counted as missing");
        }
    }

    /// <summary>An event: its flow, its time, and its three words.</summary>
    public void Add(long[] row)
    {
        if (!SelfCheckingEvent.TryRead((ulong)row[2], (ulong)row[3], (ulong)row[4], out uint writer, out ulong number) || writer != row[0])
        {
            Complain($"the event of flow {row[0]} at {row[1]} is torn");
        }
        else if (number > _returned[writer])
        {
            Complain($"event {number} of writer {writer} is invented: {_returned[writer]} had been recorded");
        }
        else
        {
            _found[writer].Add((row[1], number));
        }
    }

    private void Complain(string problem)
    {
        if (Problems.Count < MostProblems)
        {
            Problems.Add(problem);
        }
    }

    private static void Ask(sqlite3 connection, string sql, Action<long[]> row)
    {
        Assert.Equal(raw.SQLITE_OK, raw.sqlite3_prepare_v2(connection, sql, out sqlite3_stmt statement));
        using (statement)
        {
            while (raw.sqlite3_step(statement) == raw.SQLITE_ROW)
            {
                row([.. Enumerable.Range(0, raw.sqlite3_column_count(statement)).Select(column => raw.sqlite3_column_int64(statement, column))]);
            }
        }
    }
}
