using Ojo.Storage.Queries;
using Ojo.Storage.Sqlite.Writing.Compaction;

namespace Ojo.Storage.Sqlite.Reading;

/// <summary>Reads series: from the events themselves where few blocks are in view, else from the blocks' summaries.</summary>
/// <remarks>
/// From summaries, a block belongs to the bucket in which it begins, so a bucket is as long as its first and last times
/// say and every event is in exactly one; so does a row of an upper floor that is no longer than a bucket. Blocks that reach over an end of the range are read event by event.
/// </remarks>
internal sealed class SeriesReader
{
    /// <summary>So many blocks are read event by event within a frame, whatever the width.</summary>
    private const int FewBlocks = 64;

    /// <summary>As long as a block is wider on the screen than this many pixels, its events are read one by one.</summary>
    private const double PixelsPerBlock = 8.0 / 3;

    private readonly ReaderConnection _connection;
    private readonly EventWords _words;
    private readonly CancellationToken _cancellation;
    private readonly TimeAllowance _allowance;
    private readonly long _flow;
    private readonly long _longest;
    private readonly bool _hasSmall;
    private readonly long _fromNs;
    private readonly long _toNs;
    private readonly long _bucketNs;

    /// <param name="part">The flow's events.</param>
    /// <param name="range">Which of them, and how wide they are drawn.</param>
    /// <param name="allowance">When to stop short.</param>
    /// <param name="cancellation">Stops without an answer.</param>
    public SeriesReader(FlowPart part, SeriesRange range, TimeAllowance allowance, CancellationToken cancellation)
    {
        _connection = part.Connection;
        _words = new EventWords(_connection);
        _allowance = allowance;
        _cancellation = cancellation;
        _flow = part.Flow;
        _longest = part.Longest;
        _hasSmall = part.HasSmall;
        _fromNs = range.FromNs;
        _toNs = range.ToNs;
        _bucketNs = range.BucketNs;
    }

    public static SeriesResult Run(ReaderConnection connection, StoredCatalogue catalogue, SeriesQuery query, CancellationToken cancellation)
    {
        SeriesRange.CheckSize(query);
        var allowance = new TimeAllowance(query.TimeLimit);
        List<SeriesSelector> selectors = [.. query.Selectors.Select(text => SeriesSelector.Parse(catalogue, text))];
        FlowPart part = FlowPart.Find(connection, query.Flow) ?? throw NoSuchFlow(query.Flow);
        var range = SeriesRange.Of(query, part.FirstNs, part.LastNs);
        var reader = new SeriesReader(part, range, allowance, cancellation);
        SeriesBuckets[] buckets = [.. selectors.Select(_ => new SeriesBuckets(range))];
        if (!range.IsEmpty)
        {
            reader.Fill(selectors, buckets, AreFew(reader.CountBlocks(), range));
        }

        return new SeriesResult(range.FromNs, range.ToNs,
            [.. selectors.Select((selector, index) => buckets[index].ToSeries(selector.Text, reader.FindBefore(selector, buckets[index])?.ToBucket()))]);
    }

    public static StoreQueryException NoSuchFlow(FlowKey flow) => new($"There is no flow {flow} in this store.");

    /// <summary>Whether so many blocks are read event by event.</summary>
    public static bool AreFew(long blocks, SeriesRange range) => blocks <= Math.Max(FewBlocks, range.Width / PixelsPerBlock);

    /// <summary>How many blocks may have something in the range.</summary>
    public long CountBlocks() =>
        _connection.Prepare("SELECT count(*) FROM ojo_block WHERE flow = ?1 AND first_ns >= ?2 AND first_ns < ?3")
            .Bind(1, _flow).Bind(2, _fromNs - _longest).Bind(3, _toNs).Scalar() ?? 0;

    /// <summary>The last value before the range; null too where the time is up, which the buckets are told.</summary>
    public SeriesSample? FindBefore(SeriesSelector selector, SeriesBuckets buckets) =>
        IsUp(buckets) ? null : new SampleBefore(_connection, _words, _flow, _longest, _fromNs).Find(selector);

    /// <summary>Puts the values in the range into the buckets, one of which there is for each selector.</summary>
    public void Fill(List<SeriesSelector> selectors, SeriesBuckets[] buckets, bool eventByEvent)
    {
        if (eventByEvent)
        {
            var plan = new SeriesPlan();
            for (int index = 0; index < selectors.Count; index++)
            {
                plan.Add(selectors[index].Sources, buckets[index]);
            }

            ReadEvents(plan, AllBlocks(), buckets);
            return;
        }

        for (int index = 0; index < selectors.Count; index++)
        {
            foreach (SeriesSource source in selectors[index].Sources)
            {
                if (IsUp(buckets[index]))
                {
                    break;
                }

                var plan = new SeriesPlan();
                plan.Add([source], buckets[index]);
                ReadEvents(
                    plan, source.SummaryNumber is int number ? ReadSummaries(source, number, buckets[index]) : AllBlocks(), [buckets[index]]);
            }
        }
    }

    /// <summary>Adds the summaries of the blocks that are wholly in the range.</summary>
    /// <returns>The blocks whose events must be read one by one.</returns>
    private List<StoredBlock> ReadSummaries(SeriesSource source, int number, SeriesBuckets buckets)
    {
        var edges = new List<long>();
        int top = source.Key.SummedFrom > 0 ? 0 : FloorBuilder.Top;
        new FloorWalk(_connection, _flow, source.Key.Id, number).Go(top, _fromNs - _longest, _toNs, (row, floor) =>
        {
            Bucket content = source.Field is null ? row.Content with { First = 1, Last = 1, Min = 1, Max = 1 } : row.Content;
            if (content.LastNs < _fromNs || row.From.Block < source.Key.SummedFrom && floor == 0)
            {
                return false;
            }

            bool isInside = content.FirstNs >= _fromNs && content.LastNs < _toNs;
            if (isInside && (floor == 0 || content.LastNs - content.FirstNs <= _bucketNs))
            {
                buckets.Add(content, row.FirstPlace, row.LastPlace);
                return false;
            }

            if (floor == 0)
            {
                edges.Add(row.From.Block);
            }

            return true;
        });

        List<StoredBlock> blocks = _hasSmall ? Blocks("summed = 0") : [];
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

    private void ReadEvents(SeriesPlan plan, List<StoredBlock> blocks, ReadOnlySpan<SeriesBuckets> buckets)
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
            if (IsUp(buckets))
            {
                return;
            }

            events.Bind(1, block.FirstId).Bind(2, block.LastId);
            while (events.Step())
            {
                StoredEvent stored = block.Event(events);
                if (stored.Ns >= _fromNs && stored.Ns < _toNs)
                {
                    plan.Take(stored, _words);
                }
            }
        }
    }

    /// <summary>Whether the time is up; what is being gathered is then partial.</summary>
    private bool IsUp(params ReadOnlySpan<SeriesBuckets> gathered)
    {
        bool isUp = _allowance.IsUp;
        foreach (SeriesBuckets buckets in gathered)
        {
            buckets.IsPartial |= isUp;
        }

        return isUp;
    }
}
