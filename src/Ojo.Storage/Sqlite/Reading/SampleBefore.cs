namespace Ojo.Storage.Sqlite.Reading;

/// <summary>Finds a series' last value before its range, so that a step or line can enter it.</summary>
internal sealed class SampleBefore(ReaderConnection connection, EventWords words, long flow, long longest, long fromNs)
{
    public SeriesSample? Find(SeriesSelector selector)
    {
        SeriesSample? found = null;
        foreach (SeriesSource source in selector.Sources)
        {
            // Newest block first, until no older one can reach beyond what has been found.
            Statement blocks = connection.Prepare($"""
                SELECT {StoredBlock.Columns} FROM ojo_block WHERE flow = ?1 AND first_ns < ?2 ORDER BY first_ns DESC
                """).Bind(1, flow).Bind(2, fromNs);
            var keys = new KeySet([source.Key.Id]);
            while (blocks.Step())
            {
                StoredBlock block = StoredBlock.Read(blocks);
                if (found is { } best && Saturated.Add(block.FirstNs, longest) < best.Ns)
                {
                    break;
                }

                if (keys.MayBeIn(block))
                {
                    Look(source, block, keys, ref found);
                }
            }

            blocks.Reset();
        }

        return found;
    }

    private void Look(SeriesSource source, StoredBlock block, KeySet keys, ref SeriesSample? found)
    {
        Statement events = connection.Prepare($"""
            SELECT id, dt, key, payload FROM ojo_event WHERE id BETWEEN ?1 AND ?2 AND {keys.Sql} ORDER BY id DESC
            """).Bind(1, block.FirstId).Bind(2, block.LastId);
        while (events.Step())
        {
            StoredEvent stored = block.Event(events);
            if (stored.Ns >= fromNs)
            {
                continue;
            }

            double value = source.ValueOf(words.Read(stored, source.Key.Type));
            if (double.IsNaN(value))
            {
                continue;
            }

            var sample = new SeriesSample(stored.Ns, stored.Place, value);
            if (found is not { } best || sample.CompareTo(best) > 0)
            {
                found = sample;
            }

            break;
        }

        events.Reset();
    }
}
