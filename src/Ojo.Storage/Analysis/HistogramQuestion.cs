using Ojo.Storage.Queries;

namespace Ojo.Storage.Analysis;

/// <summary>Answers how a field's values are spread: looks for the bounds where they are not given, then counts.</summary>
internal sealed class HistogramQuestion(IStoreReader reader, HistogramQuery query, TimeProvider time, CancellationToken cancellation)
{
    private const int MostBuckets = 4096;

    public Histogram Answer()
    {
        if (query.Buckets is < 1 or > MostBuckets)
        {
            throw new StoreQueryException($"A histogram has 1 to {MostBuckets} buckets; {query.Buckets} were asked for.");
        }

        RequireBounds();
        Selection selection = Selection.Of(reader, query.Events, cancellation);
        IReadOnlyList<FieldSource> fields = selection.AllTypes.FindNumbers(selection.Types, query.Field);
        NumberOrder order = FieldSource.OrderOf(fields);
        var sources = new ByType<FieldSource>(fields.Select(field => KeyValuePair.Create(field.TypeKey, field)));
        EventScan[] scans = [.. selection.Scans(fields.Select(static field => new ScannedType(field.TypeKey, field.Words)))];

        using var limited = new LimitedScan(reader, query.TimeLimit, time, cancellation);
        HistogramEdges? edges = FindEdges(selection, fields, sources, order, scans);
        var sink = new HistogramSink(selection, sources, order, edges);
        Array.ForEach(scans, scan => limited.Run(scan, sink));
        return sink.ToHistogram(limited.Partial);
    }

    private void RequireBounds()
    {
        if ((query.From is double first && !double.IsFinite(first)) || (query.To is double last && !double.IsFinite(last)))
        {
            throw new StoreQueryException("A histogram's bounds are numbers that are not infinite.");
        }

        if (query.From > query.To)
        {
            throw new StoreQueryException($"The histogram ends at {query.To}, before it begins at {query.From}.");
        }

        if (query.Scale == HistogramScale.Logarithmic && (query.From <= 0 || query.To <= 0))
        {
            throw new StoreQueryException("A logarithmic scale has no place for 0 and below. Give bounds above 0, or ask for a linear scale.");
        }
    }

    private HistogramEdges? FindEdges(
        Selection selection, IReadOnlyList<FieldSource> fields, ByType<FieldSource> sources, NumberOrder order, EventScan[] scans)
    {
        ulong? first = query.From is double from ? Round(order, from, up: true) : null;
        ulong? last = query.To is double to ? Round(order, to, up: false) : null;
        if (first is null || last is null)
        {
            if (FindBounds(selection, fields, sources, order, scans) is not (ulong min, ulong max))
            {
                return null;
            }

            first ??= last is ulong end ? Math.Min(min, end) : min;
            last ??= Math.Max(max, first.Value);
        }

        return first > last
            ? throw new StoreQueryException($"There is no whole number between {query.From} and {query.To}.")
            : HistogramEdges.Between(order, first.Value, last.Value, query.Buckets, query.Scale);
    }

    private (ulong Min, ulong Max)? FindBounds(
        Selection selection, IReadOnlyList<FieldSource> fields, ByType<FieldSource> sources, NumberOrder order, EventScan[] scans)
    {
        ulong least = query.Scale == HistogramScale.Logarithmic ? LeastPositive(order) : 0;
        if (SummedBounds.Find(reader, selection, fields, order, cancellation) is (ulong min, ulong max) && min >= least)
        {
            return (min, max);
        }

        // Half the time at most: what is then known of the bounds serves, and what lies outside is counted as that.
        using var limited = new LimitedScan(reader, query.TimeLimit / 2, time, cancellation);
        var bounds = new BoundsSink(selection, sources, order, least);
        Array.ForEach(scans, scan => limited.Run(scan, bounds));
        return bounds.Any ? (bounds.Min, bounds.Max) : null;
    }

    private static ulong LeastPositive(NumberOrder order) => order switch
    {
        NumberOrder.Unsigned => 1,
        NumberOrder.Signed => OrderedNumber.OfSigned(1),
        _ => OrderedNumber.OfReal(double.Epsilon),
    };

    private static ulong Round(NumberOrder order, double bound, bool up)
    {
        double whole = up ? Math.Ceiling(bound) : Math.Floor(bound);
        return order switch
        {
            NumberOrder.Unsigned => whole < 0 ? 0 : whole >= ulong.MaxValue ? ulong.MaxValue : (ulong)whole,
            NumberOrder.Signed => OrderedNumber.OfSigned(whole >= long.MaxValue ? long.MaxValue : whole <= long.MinValue ? long.MinValue : (long)whole),
            _ => OrderedNumber.OfReal(bound),
        };
    }
}
