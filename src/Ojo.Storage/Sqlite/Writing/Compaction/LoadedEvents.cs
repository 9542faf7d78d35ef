using Ojo.Format;
using Ojo.Storage.Sqlite.Reading;
using SQLitePCL;

namespace Ojo.Storage.Sqlite.Writing.Compaction;

/// <summary>The events of some blocks of one flow in memory, with all that belongs to them.</summary>
internal sealed class LoadedEvents : IDisposable
{
    private readonly Statement _readEvents;
    private readonly Statement _readWords;
    private readonly Statement _readTexts;
    private readonly NextRow _nextWord;
    private readonly NextRow _nextText;
    private readonly List<LoadedEvent> _events = [];
    private readonly List<TraceRecord> _records = [];
    private readonly List<byte[]> _texts = [];

    public LoadedEvents(sqlite3 connection)
    {
        _readEvents = new Statement(connection, "SELECT id, dt, key, payload FROM ojo_event WHERE id BETWEEN ?1 AND ?2");
        _readWords = new Statement(connection, "SELECT event, word FROM ojo_extend WHERE event BETWEEN ?1 AND ?2 ORDER BY event, n");
        _readTexts = new Statement(connection, "SELECT event, value FROM ojo_text WHERE event BETWEEN ?1 AND ?2 ORDER BY event, n");
        _nextWord = new NextRow(new Statement(connection, "SELECT min(event) FROM ojo_extend WHERE event >= ?1"));
        _nextText = new NextRow(new Statement(connection, "SELECT min(event) FROM ojo_text WHERE event >= ?1"));
    }

    /// <summary>The events in the order in which they were loaded, or that <see cref="Sort"/> has given them.</summary>
    public IReadOnlyList<LoadedEvent> All => _events;

    /// <summary>Begins anew in a store that may have changed.</summary>
    public void Begin()
    {
        _nextWord.Clear();
        _nextText.Clear();
        Clear();
    }

    public void Clear()
    {
        _events.Clear();
        _records.Clear();
        _texts.Clear();
    }

    /// <summary>Adds a block's events.</summary>
    /// <param name="source">The block.</param>
    /// <param name="step">Knows which slot an event has whose <c>dt</c> says in its low bits that it is of the block's nth file.</param>
    /// <returns>False, and nothing is added, where the block is not as it was written.</returns>
    public bool TryLoad(SourceBlock source, CompactionStep step)
    {
        (int events, int records, int texts) = (_events.Count, _records.Count, _texts.Count);
        if (Load(source, step))
        {
            return true;
        }

        _events.RemoveRange(events, _events.Count - events);
        _records.RemoveRange(records, _records.Count - records);
        _texts.RemoveRange(texts, _texts.Count - texts);
        return false;
    }

    /// <summary>Puts the events in order of time; those of one time stay as they are.</summary>
    public void Sort()
    {
        for (int index = 1; index < _events.Count; index++)
        {
            if (_events[index].Ns < _events[index - 1].Ns)
            {
                LoadedEvent[] sorted = [.. _events.OrderBy(static loaded => loaded.Ns)];
                _events.Clear();
                _events.AddRange(sorted);
                return;
            }
        }
    }

    /// <summary>An event's head and EXTEND records.</summary>
    public ReadOnlySpan<TraceRecord> RecordsOf(LoadedEvent loaded) =>
        System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_records).Slice(loaded.FirstRecord, loaded.Records);

    /// <summary>An event's texts.</summary>
    public ReadOnlySpan<byte[]> TextsOf(LoadedEvent loaded) =>
        System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_texts).Slice(loaded.FirstText, loaded.Texts);

    public void Dispose()
    {
        _readEvents.Dispose();
        _readWords.Dispose();
        _readTexts.Dispose();
        _nextWord.Dispose();
        _nextText.Dispose();
    }

    private bool Load(SourceBlock source, CompactionStep step)
    {
        StoredBlock block = source.Block;
        var checksum = new BlockChecksum();
        bool moreWords = _nextWord.IsIn(source) && Find(_readWords, block);
        bool moreTexts = _nextText.IsIn(source) && Find(_readTexts, block);
        _readEvents.Bind(1, block.FirstId).Bind(2, block.LastId);
        int count = 0;
        for (; _readEvents.Step(); count++)
        {
            StoredEvent stored = block.Event(_readEvents);
            long dt = _readEvents.Int64(1);
            checksum.AddEvent(dt, stored.Key, (long)stored.Payload);
            int firstRecord = _records.Count;
            _records.Add(new TraceRecord(0, 0, 0, stored.Payload));
            for (; moreWords && _readWords.Int64(0) == stored.Id; moreWords = _readWords.Step())
            {
                _records.Add(new TraceRecord(0, 0, MetaEvent.Extend, (ulong)_readWords.Int64(1)));
                checksum.AddWord(_readWords.Int64(1));
            }

            int firstText = _texts.Count;
            for (; moreTexts && _readTexts.Int64(0) == stored.Id; moreTexts = _readTexts.Step())
            {
                _texts.Add(_readTexts.Blob(1));
                checksum.AddText(_texts[^1]);
            }

            int slot = step.SlotOf(source.File, (int)(dt & ((1L << block.Shift) - 1)));
            _events.Add(new LoadedEvent(
                stored.Ns, stored.Key, slot, firstRecord, _records.Count - firstRecord, firstText, _texts.Count - firstText));
        }

        _readWords.Reset();
        _readTexts.Reset();
        return count == source.Count && (source.Checksum is null || source.Checksum == checksum.Value);
    }

    private static bool Find(Statement rows, StoredBlock block) => rows.Bind(1, block.FirstId).Bind(2, block.LastId).Step();
}
