using Ojo.Format;
using Ojo.Storage.Sqlite.Reading;
using Ojo.Storage.Sqlite.Writing;
using SQLitePCL;

namespace Ojo.Storage.Sqlite.Verification;

/// <summary>
/// Reads every event once, in order of its id, and holds each block against what it has: as many as it says, within its time,
/// of types that there are, adding up to its checksum and to its summaries, and found by way of the stretches.
/// </summary>
internal sealed class BlockVerification : IDisposable
{
    private readonly FaultList _faults;
    private readonly EventTotals _totals;
    private readonly Dictionary<int, IngestKey> _keys;
    private readonly Dictionary<(long Merge, long Slot), long> _mergedFiles = [];
    private readonly Dictionary<long, long> _runs = [];
    private readonly SummaryVerification _summaries;
    private readonly StretchVerification _stretches;
    private readonly Statement _blocks;
    private readonly RowsInOrder _events;
    private readonly RowsInOrder _words;
    private readonly RowsInOrder _texts;
    private readonly List<TraceRecord> _records = [];
    private long _lastId;

    public BlockVerification(sqlite3 connection, FaultList faults, EventTotals totals)
    {
        _faults = faults;
        _totals = totals;
        _keys = IngestKey.All(connection);
        _summaries = new SummaryVerification(connection, faults);
        _stretches = new StretchVerification(connection, faults);
        _blocks = new Statement(connection, $"SELECT {StoredBlock.Columns}, file, checksum FROM ojo_block ORDER BY first_id");
        _events = new RowsInOrder(new Statement(connection, "SELECT id, dt, key, payload FROM ojo_event ORDER BY id"));
        _words = new RowsInOrder(new Statement(connection, "SELECT event, word FROM ojo_extend ORDER BY event, n"));
        _texts = new RowsInOrder(new Statement(connection, "SELECT event, value FROM ojo_text ORDER BY event, n"));
        using var merged = new Statement(connection, "SELECT merge, slot, file FROM ojo_merge_file");
        while (merged.Step())
        {
            _mergedFiles[(merged.Int64(0), merged.Int64(1))] = merged.Int64(2);
        }

        using var flows = new Statement(connection, "SELECT id, run FROM ojo_flow");
        while (flows.Step())
        {
            _runs.Add(flows.Int64(0), flows.Int64(1));
        }
    }

    public void Run(CancellationToken cancellation)
    {
        while (_blocks.Step())
        {
            cancellation.ThrowIfCancellationRequested();
            Verify(
                StoredBlock.Read(_blocks), _blocks.Int64(StoredBlock.ColumnCount), _blocks.Int64OrNull(StoredBlock.ColumnCount + 1));
        }

        PassOver(long.MaxValue);
        _summaries.End();
        _stretches.End();
    }

    public void Dispose()
    {
        _blocks.Dispose();
        _events.Dispose();
        _words.Dispose();
        _texts.Dispose();
        _summaries.Dispose();
    }

    private void Verify(StoredBlock block, long file, long? said)
    {
        string where = $"The block of events {block.FirstId} to {block.LastId} (flow row {block.Flow})";
        _totals.Blocks++;
        _totals.Unchecked += said is null ? 1 : 0;
        if (block.FirstId <= _lastId || block.LastId < block.FirstId || block.TickNs <= 0 || block.Shift is < 0 or > 32)
        {
            _faults.Add(where, "its row makes no sense.");
            return;
        }

        PassOver(block.FirstId);
        _lastId = block.LastId;
        var checksum = new BlockChecksum();
        (long count, long outside, long unknown, long unlisted) = (0, 0, 0, 0);
        long run = _runs.GetValueOrDefault(block.Flow);
        for (; _events.Event <= block.LastId; _events.GoOn(), count++)
        {
            Statement row = _events.Row;
            StoredEvent stored = block.Event(row);
            long dt = row.Int64(1);
            checksum.AddEvent(dt, row.Int64(2), row.Int64(3));
            unlisted += _stretches.Add(run, stored.Ns, block.Flow, stored.Key) ? 0 : 1;
            outside += stored.Ns < block.FirstNs || stored.Ns > block.LastNs ? 1 : 0;
            TakeRest(stored, ref checksum);
            EventTotals.Add(_totals.ByKey, stored.Key, 1);
            EventTotals.Add(_totals.ByFile, FileOf(file, dt & ((1L << block.Shift) - 1)), 1);
            if (!_keys.TryGetValue(stored.Key, out IngestKey? key))
            {
                unknown++;
            }
            else if (block.IsSummed)
            {
                _summaries.Add(key, stored.Ns, _records);
            }
        }

        _totals.Events += count;
        _totals.ByFlow[block.Flow] = _totals.ByFlow.TryGetValue(block.Flow, out (long Events, long FirstNs, long LastNs, long Longest) flow)
            ? (flow.Events + count, Math.Min(flow.FirstNs, block.FirstNs), Math.Max(flow.LastNs, block.LastNs), Math.Max(flow.Longest, block.LastNs - block.FirstNs))
            : (count, block.FirstNs, block.LastNs, block.LastNs - block.FirstNs);
        _faults.Compare(where, "the number of its events", block.LastId - block.FirstId + 1, count);
        if (outside > 0)
        {
            _faults.Add(where, $"{outside} of its events are not within its time.");
        }

        if (unknown > 0)
        {
            _faults.Add(where, $"{unknown} of its events are of a type that there is not.");
        }

        if (unlisted > 0)
        {
            _faults.Add(where, $"{unlisted} of its events are in no stretch of their run: lists over all flows leave them out.");
        }

        if (said is long wanted && wanted != checksum.Value)
        {
            _faults.Add(where, $"its events have the checksum {checksum.Value:x8}, and had {wanted:x8} when they were written.");
        }

        _summaries.Compare(block, where);
    }

    /// <summary>Takes an event's words and texts.</summary>
    private void TakeRest(StoredEvent stored, ref BlockChecksum checksum)
    {
        _records.Clear();
        _records.Add(new TraceRecord(0, 0, 0, stored.Payload));
        PassOverRest(stored.Id);
        for (; _words.Event == stored.Id; _words.GoOn())
        {
            long word = _words.Row.Int64(1);
            _records.Add(new TraceRecord(0, 0, MetaEvent.Extend, (ulong)word));
            checksum.AddWord(word);
        }

        for (; _texts.Event == stored.Id; _texts.GoOn())
        {
            checksum.AddText(_texts.Row.Blob(1));
        }
    }

    /// <summary>Goes to an event of the next block; whatever stands before it belongs to none.</summary>
    private void PassOver(long next)
    {
        for (; _events.Event < next; _events.GoOn())
        {
            _faults.Add($"Event {_events.Event}", "it belongs to no block.");
        }

        PassOverRest(next);
    }

    private void PassOverRest(long next)
    {
        for (; _words.Event < next; _words.GoOn())
        {
            _faults.Add($"A word of event {_words.Event}", "there is no such event.");
        }

        for (; _texts.Event < next; _texts.GoOn())
        {
            _faults.Add($"A text of event {_texts.Event}", "there is no such event.");
        }
    }

    /// <summary>The file of an event: that of its block, or, of a merged one, that of its slot; -1 if there is none.</summary>
    private long FileOf(long file, long slot) => file > 0 ? file : _mergedFiles.GetValueOrDefault((-file, slot), -1);
}
