using Ojo.Format;
using SQLitePCL;

namespace Ojo.Storage.Sqlite.Writing;

/// <summary>Appends blocks: their events, words, texts, checksums and summaries.</summary>
/// <remarks>Rows wait in batches until <see cref="Flush"/>.</remarks>
internal sealed class BlockWriter : IDisposable
{
    /// <summary>How many events a block holds at most.</summary>
    public const int BlockSize = 512;

    /// <summary>A smaller block is read as quickly as its summaries would be, so it has none.</summary>
    public const int SmallestSummed = 64;

    private readonly RowBatch _events;
    private readonly RowBatch _extends;
    private readonly RowBatch _blocks;
    private readonly SummaryWriter _summaries;
    private readonly TextBatch _texts;
    private readonly List<IngestKey> _keysMet = [];
    private BlockStart _start;
    private BlockChecksum _checksum;
    private long _nextId;
    private long _keyBits;
    private int _nextText;

    public BlockWriter(sqlite3 connection)
    {
        _events = new RowBatch(connection, "ojo_event", columns: 4, rows: 50);
        _extends = new RowBatch(connection, "ojo_extend", columns: 3, rows: 50);
        _blocks = new RowBatch(connection, "ojo_block", columns: 12, rows: 10);
        _summaries = new SummaryWriter(connection);
        _texts = new TextBatch(connection);
    }

    /// <summary>How many blocks a number of events makes: equally large ones, so that only a flow with few events has small ones.</summary>
    public static int BlocksOf(int events) => (events + BlockSize - 1) / BlockSize;

    /// <summary>Where a block begins among the events that make so many blocks.</summary>
    public static int StartOf(int block, int blocks, int events) => (int)((long)events * block / blocks);

    public void Begin(in BlockStart start)
    {
        _start = start;
        _checksum = default;
        _nextId = start.FirstId;
        _keyBits = 0;
    }

    /// <summary>Adds an event to the block that was begun.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="ns">Its time.</param>
    /// <param name="slot">Which of the merge's files it is of.</param>
    /// <param name="records">The head with the payload, and an EXTEND for each further word.</param>
    public void Add(IngestKey key, long ns, int slot, ReadOnlySpan<TraceRecord> records)
    {
        // Files are in microseconds or nanoseconds; dividing by a number that is not known beforehand takes ten times as long.
        long sinceFirst = ns - _start.FirstNs;
        long ticks = _start.TickNs == 1000 ? sinceFirst / 1000 : sinceFirst / _start.TickNs;
        long dt = (ticks << _start.Shift) | (uint)slot;
        long payload = (long)records[0].Payload;
        _events.Add(_nextId, dt, key.Id, payload);
        _checksum.AddEvent(dt, key.Id, payload);
        for (int word = 1; word < records.Length; word++)
        {
            _extends.Add(_nextId, word, (long)records[word].Payload);
            _checksum.AddWord((long)records[word].Payload);
        }

        if (!key.InBlock)
        {
            key.InBlock = true;
            _keyBits |= 1L << (int)(key.Id & 63);
            _keysMet.Add(key);
        }

        if (_start.IsSummed)
        {
            var decoded = new TraceEvent(records);
            foreach (FieldSummary summary in key.Summaries)
            {
                summary.Add(decoded, ns);
            }
        }

        _nextId++;
        _nextText = 0;
    }

    /// <summary>Adds a text to the event that was added last.</summary>
    public void AddText(ReadOnlySpan<byte> text)
    {
        _texts.Add(_nextId - 1, _nextText++, text);
        _checksum.AddText(text);
    }

    /// <summary>Ends the block.</summary>
    /// <param name="lastNs">The time of its last event.</param>
    /// <returns>The id that comes after its last.</returns>
    public long End(long lastNs)
    {
        _blocks.Add([
            _start.FirstId, _nextId - 1, _start.Flow, _start.FirstNs, lastNs, _start.TickNs, _start.File, _keyBits, _start.IsSummed ? 1 : 0,
            _start.Shift, _start.Moved, _checksum.Value,
        ]);
        foreach (IngestKey key in _keysMet)
        {
            key.InBlock = false;
            if (_start.IsSummed)
            {
                _summaries.Write(_start, key);
            }
        }

        _keysMet.Clear();
        return _nextId;
    }

    /// <summary>Writes what waits.</summary>
    public void Flush()
    {
        _events.Flush();
        _extends.Flush();
        _texts.Flush();
        _blocks.Flush();
    }

    /// <summary>Forgets what a transaction that was rolled back had begun.</summary>
    public void Discard()
    {
        _events.Discard();
        _extends.Discard();
        _texts.Discard();
        _blocks.Discard();
        _keysMet.Clear();
    }

    public void Dispose()
    {
        _events.Dispose();
        _extends.Dispose();
        _blocks.Dispose();
        _summaries.Dispose();
        _texts.Dispose();
    }
}
