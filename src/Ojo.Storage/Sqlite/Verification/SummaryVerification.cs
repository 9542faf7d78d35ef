using System.Runtime.InteropServices;
using Ojo.Format;
using Ojo.Storage.Sqlite.Reading;
using Ojo.Storage.Sqlite.Writing;
using SQLitePCL;

namespace Ojo.Storage.Sqlite.Verification;

/// <summary>Makes a block's summaries again from its events, and compares them with those that charts are drawn from.</summary>
internal sealed class SummaryVerification : IDisposable
{
    private readonly FaultList _faults;
    private readonly Dictionary<long, long> _summedFrom = [];
    private readonly HashSet<IngestKey> _met = [];
    private readonly Statement _find;
    private readonly sqlite3 _connection;
    private long _compared;

    public SummaryVerification(sqlite3 connection, FaultList faults)
    {
        _faults = faults;
        _connection = connection;
        _find = new Statement(connection, """
            SELECT duration, count, first, last, min, max, sum, moved FROM ojo_summary
            WHERE flow = ?1 AND key = ?2 AND field = ?3 AND from_ns = ?4 AND block = ?5
            """);
        using var keys = new Statement(connection, "SELECT id, summed_from FROM ojo_key");
        while (keys.Step())
        {
            _summedFrom[keys.Int64(0)] = keys.Int64(1);
        }
    }

    /// <summary>Adds an event of a summed block.</summary>
    /// <param name="key">Its type.</param>
    /// <param name="ns">Its time.</param>
    /// <param name="records">Its head and EXTEND records.</param>
    public void Add(IngestKey key, long ns, List<TraceRecord> records)
    {
        _met.Add(key);
        var traceEvent = new TraceEvent(CollectionsMarshal.AsSpan(records));
        foreach (FieldSummary summary in key.Summaries)
        {
            summary.Add(traceEvent, ns);
        }
    }

    /// <summary>Compares what was added with what the store has, and begins anew.</summary>
    public void Compare(StoredBlock block, string where)
    {
        foreach (IngestKey key in _met)
        {
            foreach (FieldSummary summary in key.Summaries)
            {
                // What was written before the type was known says something else, and nobody reads it.
                if (summary.Count > 0 && block.FirstId >= _summedFrom.GetValueOrDefault(key.Id) && !IsStored(block, key.Id, summary))
                {
                    _faults.Add(where, $"its summary of field {summary.Number} of {key.Name} is not what its events add up to.");
                }

                summary.Clear();
            }
        }

        _met.Clear();
    }

    /// <summary>Says whether there are summaries of what is not there, after all blocks.</summary>
    public void End()
    {
        using var count = new Statement(_connection, "SELECT count(*) FROM ojo_summary AS s LEFT JOIN ojo_key AS k ON k.id = s.key WHERE s.block >= coalesce(k.summed_from, 0)");
        if (count.Scalar() is long stored && stored > _compared)
        {
            _faults.Add("The summaries", $"{stored - _compared} of them are of no block's events.");
        }
    }

    public void Dispose() => _find.Dispose();

    private bool IsStored(StoredBlock block, long key, FieldSummary summary)
    {
        _find.Bind(1, block.Flow).Bind(2, key).Bind(3, summary.Number).Bind(4, summary.FirstNs).Bind(5, block.FirstId);
        bool isStored = _find.Step();
        if (isStored)
        {
            _compared++;
            double first = _find.Double(2);
            double last = _find.DoubleOrNull(3) ?? first;
            isStored = _find.Int64(0) == summary.LastNs - summary.FirstNs
                && _find.Int64(1) == summary.Count
                && _find.Int64(7) == block.Moved
                && first == summary.First
                && last == summary.Last
                && (_find.DoubleOrNull(4) ?? Math.Min(first, last)) == summary.Min
                && (_find.DoubleOrNull(5) ?? Math.Max(first, last)) == summary.Max
                && (double.IsNaN(summary.Sum) || (_find.DoubleOrNull(6) ?? first * summary.Count) == summary.Sum);
            _find.Reset();
        }

        return isStored;
    }
}
