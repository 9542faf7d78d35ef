namespace Ojo.Storage.Sqlite.Reading;

/// <summary>Reads the events of blocks with as many words as a scan wants.</summary>
internal sealed class BlockReader(ReaderConnection connection, ScanPlan plan, EventTester? tester)
{
    private readonly Statement _events = connection.Prepare(
        $"SELECT id, dt, key, payload FROM ojo_event WHERE id BETWEEN ?1 AND ?2{(plan.Filter.Keys is null ? "" : " AND " + plan.Filter.Keys.Sql)}");

    private readonly Statement? _rest = plan.HasRest
        ? connection.Prepare("SELECT event, word FROM ojo_extend WHERE event BETWEEN ?1 AND ?2 ORDER BY event, n")
        : null;

    private readonly BlockTexts? _texts = plan.HasTexts ? new BlockTexts(connection) : null;

    /// <summary>Adds a block's events, in order.</summary>
    public void Read(StoredBlock block, ScanBatch batch)
    {
        EventFilter filter = plan.Filter;
        bool isEdge = block.FirstNs < filter.MinNs || block.LastNs > filter.MaxNs;
        long restOf = 0;
        if (_rest is not null)
        {
            _rest.Bind(1, block.FirstId).Bind(2, block.LastId);
            restOf = NextRest();
        }

        _texts?.Begin(block.FirstId, block.LastId);
        _events.Bind(1, block.FirstId).Bind(2, block.LastId);
        while (_events.Step())
        {
            StoredEvent stored = block.Event(_events);
            if ((isEdge && (stored.Ns < filter.MinNs || stored.Ns > filter.MaxNs)) || tester?.Passes(stored) == false)
            {
                continue;
            }

            batch.Add(stored.Place, stored.Ns, stored.Payload, plan.TypeKeyOf(stored.Key));
            if (_rest is not null)
            {
                restOf = AddRest(stored.Id, plan.WordsOf(stored.Key), restOf, batch);
            }

            _texts?.AddTo(batch, stored.Id);
        }

        _texts?.End();

        if (restOf != long.MaxValue)
        {
            _rest?.Reset();
        }
    }

    /// <summary>Adds a single event.</summary>
    public void Add(StoredEvent stored, ScanBatch batch)
    {
        batch.Add(stored.Place, stored.Ns, stored.Payload, plan.TypeKeyOf(stored.Key));
        int words = plan.WordsOf(stored.Key);
        if (_rest is not null && words > 1)
        {
            _rest.Bind(1, stored.Id).Bind(2, stored.Id);
            if (AddRest(stored.Id, words, NextRest(), batch) != long.MaxValue)
            {
                _rest.Reset();
            }
        }

        if (_texts is not null)
        {
            _texts.Begin(stored.Id, stored.Id);
            _texts.AddTo(batch, stored.Id);
            _texts.End();
        }
    }

    /// <param name="id">The event.</param>
    /// <param name="words">How many of its words are wanted.</param>
    /// <param name="restOf">Whose word the statement stands at.</param>
    /// <param name="batch">Where to.</param>
    /// <returns>Whose word the statement stands at now.</returns>
    private long AddRest(long id, int words, long restOf, ScanBatch batch)
    {
        while (restOf < id)
        {
            restOf = NextRest();
        }

        for (int word = 1; restOf == id; word++)
        {
            if (word < words)
            {
                batch.AddWord((ulong)_rest!.Int64(1));
            }

            restOf = NextRest();
        }

        return restOf;
    }

    private long NextRest() => _rest!.Step() ? _rest.Int64(0) : long.MaxValue;
}
