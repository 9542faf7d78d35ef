using Ojo.Storage.Queries;

namespace Ojo.Storage.Sqlite.Reading;

/// <summary>Reads series: from the events themselves where few blocks are in view, else from the blocks' summaries.</summary>
/// <remarks>
/// From summaries, a block belongs to the bucket in which it begins, so a bucket is as long as its first and last times
/// say and every event is in exactly one. Blocks that reach over an end of the range are read event by event.
/// </remarks>
internal sealed class SeriesReader
{
    private const int MaxWidth = 8192;
    private const int MaxSelectors = 100;

    /// <summary>So many blocks are read event by event within a frame, whatever the width.</summary>
    private const int FewBlocks = 64;

    /// <summary>As long as a block is wider on the screen than this many pixels, its events are read one by one.</summary>
    private const double PixelsPerBlock = 8.0 / 3;

    private readonly ReaderConnection _connection;
    private readonly EventWords _words;
    private readonly CancellationToken _cancellation;
    private readonly long _flow;
    private readonly long _longest;
    private readonly long _fromNs;
    private readonly long _toNs;
    private readonly int _width;

    private SeriesReader(ReaderConnection connection, SeriesQuery query, CancellationToken cancellation)
    {
        Statement find = connection.Prepare("SELECT id, longest, first_ns, last_ns FROM ojo_flow WHERE run = ?1 AND bits = ?2");
        if (!find.Bind(1, query.Flow.RunId).Bind(2, (long)query.Flow.FlowId).Step())
        {
            throw new StoreQueryException($"There is no flow {query.Flow} in this store.");
        }

        _flow = find.Int64(0);
        _longest = find.Int64(1);
        _fromNs = Math.Max(query.FromNs ?? find.Int64(2), 0);
        _toNs = query.ToNs ?? Saturated.Add(find.Int64(3), 1);
        find.Reset();
        _connection = connection;
        _words = new EventWords(connection);
        _cancellation = cancellation;
        _width = query.Width;
    }

    public static SeriesResult Run(ReaderConnection connection, StoredCatalogue catalogue, SeriesQuery query, CancellationToken cancellation)
    {
        if (query.Width is < 1 or > MaxWidth)
        {
            throw new StoreQueryException($"A series has 1 to {MaxWidth} buckets; {query.Width} were asked for.");
        }

        if (query.Selectors.Count > MaxSelectors)
        {
            throw new StoreQueryException($"At most {MaxSelectors} series can be asked for at once; these are {query.Selectors.Count}.");
        }

        List<SeriesSelector> selectors = [.. query.Selectors.Select(text => SeriesSelector.Parse(catalogue, text))];
        return new SeriesReader(connection, query, cancellation).Read(selectors);
    }

    private SeriesResult Read(List<SeriesSelector> selectors)
    {
        if (_toNs < _fromNs)
        {
            throw new StoreQueryException($"The range ends at {_toNs} ns, before it begins at {_fromNs} ns.");
        }

        long bucketNs = Math.Max(1, (_toNs - _fromNs) / _width + ((_toNs - _fromNs) % _width == 0 ? 0 : 1));
        SeriesBuckets[] buckets = [.. selectors.Select(_ => new SeriesBuckets(_fromNs, bucketNs, _width))];
        if (_toNs > _fromNs)
        {
            Fill(selectors, buckets);
        }

        var before = new SampleBefore(_connection, _words, _flow, _longest, _fromNs);
        return new SeriesResult(_fromNs, _toNs,
            [.. selectors.Select((selector, index) => buckets[index].ToSeries(selector.Text, before.Find(selector)))]);
    }

    private void Fill(List<SeriesSelector> selectors, SeriesBuckets[] buckets)
    {
        long blocks = _connection.Prepare("SELECT count(*) FROM ojo_block WHERE flow = ?1 AND first_ns >= ?2 AND first_ns < ?3")
            .Bind(1, _flow).Bind(2, _fromNs - _longest).Bind(3, _toNs).Scalar() ?? 0;
        if (blocks <= Math.Max(FewBlocks, _width / PixelsPerBlock))
        {
            var plan = new SeriesPlan();
            for (int index = 0; index < selectors.Count; index++)
            {
                plan.Add(selectors[index].Sources, buckets[index]);
            }

            ReadEvents(plan, AllBlocks());
            return;
        }

        for (int index = 0; index < selectors.Count; index++)
        {
            foreach (SeriesSource source in selectors[index].Sources)
            {
                var plan = new SeriesPlan();
                plan.Add([source], buckets[index]);
                ReadEvents(plan, source.SummaryNumber is int number ? ReadSummaries(source, number, buckets[index]) : AllBlocks());
            }
        }
    }

    /// <summary>Adds the summaries of the blocks that are wholly in the range.</summary>
    /// <returns>The blocks whose events must be read one by one.</returns>
    private List<StoredBlock> ReadSummaries(SeriesSource source, int number, SeriesBuckets buckets)
    {
        var edges = new List<long>();
        Statement rows = _connection.Prepare("""
            SELECT from_ns, duration, count, first, last, min, max, block FROM ojo_summary
            WHERE flow = ?1 AND key = ?2 AND field = ?3 AND from_ns >= ?4 AND from_ns < ?5
            """);
        rows.Bind(1, _flow).Bind(2, source.Key.Id).Bind(3, number).Bind(4, _fromNs - _longest).Bind(5, _toNs);
        while (rows.Step())
        {
            Bucket summary = SummaryRow.Read(rows, isEvent: source.Field is null);
            if (summary.FirstNs >= _fromNs && summary.LastNs < _toNs)
            {
                buckets.Add(summary, rows.Int64(7));
            }
            else if (summary.LastNs >= _fromNs)
            {
                edges.Add(rows.Int64(7));
            }
        }

        List<StoredBlock> blocks = Blocks("summed = 0");
        if (source.Key.SummedFrom > 0)
        {
            blocks.AddRange(Blocks($"summed = 1 AND first_id < {SqlText.Number(source.Key.SummedFrom)}"));
        }

        Statement find = _connection.Prepare($"SELECT {StoredBlock.Columns} FROM ojo_block WHERE first_id = ?1");
        foreach (long edge in edges)
        {
            if (find.Bind(1, edge).Step())
            {
                blocks.Add(StoredBlock.Read(find));
                find.Reset();
            }
        }

        return blocks;
    }

    private List<StoredBlock> AllBlocks() => Blocks("1");

    private List<StoredBlock> Blocks(string condition)
    {
        Statement rows = _connection.Prepare($"""
            SELECT {StoredBlock.Columns} FROM ojo_block
            WHERE flow = ?1 AND first_ns >= ?2 AND first_ns < ?3 AND last_ns >= ?4 AND {condition}
            """);
        rows.Bind(1, _flow).Bind(2, _fromNs - _longest).Bind(3, _toNs).Bind(4, _fromNs);
        var blocks = new List<StoredBlock>();
        while (rows.Step())
        {
            blocks.Add(StoredBlock.Read(rows));
        }

        return blocks;
    }

    private void ReadEvents(SeriesPlan plan, List<StoredBlock> blocks)
    {
        if (blocks.Count == 0 || plan.IsEmpty)
        {
            return;
        }

        KeySet keys = plan.Keys;
        Statement events = _connection.Prepare($"SELECT id, dt, key, payload FROM ojo_event WHERE id BETWEEN ?1 AND ?2 AND {keys.Sql}");
        foreach (StoredBlock block in blocks)
        {
            if (!keys.MayBeIn(block))
            {
                continue;
            }

            _cancellation.ThrowIfCancellationRequested();
            events.Bind(1, block.FirstId).Bind(2, block.LastId);
            while (events.Step())
            {
                long ns = block.FirstNs + events.Int64(1) * block.TickNs;
                if (ns >= _fromNs && ns < _toNs)
                {
                    var stored = new StoredEvent(events.Int64(0), _flow, ns, events.Int32(2), (ulong)events.Int64(3));
                    plan.Take(stored, _words);
                }
            }
        }
    }
}
