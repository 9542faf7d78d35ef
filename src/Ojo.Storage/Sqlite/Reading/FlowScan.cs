namespace Ojo.Storage.Sqlite.Reading;

/// <summary>Reads one flow's events in order of (time, place), a batch at a time.</summary>
/// <remarks>
/// Blocks that follow each other are read as they lie. Only those that overlap in time are merged, and the merge opens each
/// block when its time has come: memory is that of one block, or of a piece of each block that overlaps.
/// </remarks>
/// <param name="connection">The file.</param>
/// <param name="catalogue">What the events mean.</param>
/// <param name="plan">Which events, and what of them.</param>
/// <param name="run">The flow's run.</param>
/// <param name="flow">The flow's row in the file.</param>
/// <param name="longest">Its longest block: how far back a search by time must begin.</param>
/// <param name="strings">Where the run's strings are, if they are elsewhere.</param>
/// <param name="place">Where the file's places begin among those of all files.</param>
internal sealed class FlowScan(
    ReaderConnection connection, StoredCatalogue catalogue, ScanPlan plan, long run, long flow, long longest, ReaderConnection? strings = null, long place = 0)
{
    /// <summary>How many blocks are looked at before whoever waits hears how far it has come.</summary>
    private const int BlocksPerReport = 64;

    private readonly EventFilter _filter = plan.Filter;
    private readonly BlockReader _reader = new(connection, plan, plan.Filter.LooksAtEvents ? new EventTester(connection, catalogue, plan.Filter, run, strings) : null);

    /// <summary>Fills the batch anew at each step.</summary>
    /// <returns>How far it has come: no event before this time is still to be read.</returns>
    public IEnumerable<long> Read(ScanBatch batch)
    {
        Statement blocks = connection.Prepare($"""
            SELECT {StoredBlock.Columns} FROM ojo_block WHERE flow = ?1 AND first_ns BETWEEN ?2 AND ?3 ORDER BY first_ns, first_id - moved
            """);
        blocks.Bind(1, flow).Bind(2, _filter.FirstNs - longest).Bind(3, _filter.LastNs);
        var overlapping = new List<StoredBlock>();
        long lastNs = 0;
        long lastPlace = 0;
        int sinceReport = 0;
        batch.Clear();
        for (bool more = true; more;)
        {
            more = blocks.Step();
            StoredBlock block = more ? StoredBlock.Read(blocks) : default;
            block = block with { Moved = block.Moved - place };
            if (more && !_filter.MayMatch(block))
            {
                sinceReport++;
            }
            else if (more && overlapping.Count > 0 && (block.FirstNs < lastNs || block.FirstPlace <= lastPlace))
            {
                overlapping.Add(block);
                lastNs = Math.Max(lastNs, block.LastNs);
                lastPlace = Math.Max(lastPlace, block.LastPlace);
            }
            else
            {
                if (overlapping.Count == 1)
                {
                    _reader.Read(overlapping[0], batch);
                }
                else if (overlapping.Count > 1)
                {
                    foreach (long reached in Merge(overlapping, batch))
                    {
                        sinceReport = 0;
                        yield return reached;
                        batch.Clear();
                    }
                }

                overlapping.Clear();
                overlapping.Add(block);
                (lastNs, lastPlace) = (block.LastNs, block.LastPlace);
                sinceReport++;
            }

            if (more && (batch.IsFull || sinceReport >= BlocksPerReport))
            {
                // The block at hand is still to be read, and so is what overlaps it.
                sinceReport = 0;
                yield return Math.Max(_filter.FirstNs, overlapping.Count > 0 ? overlapping[0].FirstNs : block.FirstNs);
                batch.Clear();
            }
        }

        yield return _filter.LastNs;
    }

    private IEnumerable<long> Merge(List<StoredBlock> blocks, ScanBatch batch)
    {
        var merge = new EventMerge(connection, catalogue, _filter with { Flows = null }, run, strings);
        foreach (StoredEvent stored in merge.OfBlocks(blocks))
        {
            if (batch.IsFull)
            {
                yield return stored.Ns;
            }

            _reader.Add(stored, batch);
        }
    }
}
