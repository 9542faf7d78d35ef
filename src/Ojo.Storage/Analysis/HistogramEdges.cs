using Ojo.Storage.Queries;

namespace Ojo.Storage.Analysis;

/// <summary>Where a histogram's buckets begin and end, and which bucket a number is in: exactly what the edges say.</summary>
internal sealed class HistogramEdges
{
    private const int GuessShift = 46;

    private readonly NumberOrder _order;
    private readonly ulong[] _edges;
    private readonly int[] _guesses;
    private readonly int _firstGuess;
    private readonly double _bucketsPerUnit;

    private HistogramEdges(NumberOrder order, ulong[] edges, bool isEven)
    {
        _order = order;
        _edges = edges;
        if (isEven && order != NumberOrder.Real)
        {
            _bucketsPerUnit = Buckets / (double)Math.Max(1, edges[^1] - edges[0]);
        }

        // A number's sign, exponent and six bits more say nearly where it is; from there it is a step or two.
        _firstGuess = Coarse(edges[0]);
        _guesses = new int[Coarse(edges[^1]) - _firstGuess + 1];
        int bucket = 0;
        for (int index = 0; index < _guesses.Length; index++)
        {
            while (bucket + 2 < edges.Length && Coarse(edges[bucket + 1]) < _firstGuess + index)
            {
                bucket++;
            }

            _guesses[index] = bucket;
        }
    }

    public int Buckets => _edges.Length - 1;

    /// <param name="order">How the numbers are held.</param>
    /// <param name="first">The first edge.</param>
    /// <param name="last">The last edge, not less than the first; of a logarithmic scale both are positive.</param>
    /// <param name="buckets">How many buckets at most.</param>
    /// <param name="scale">How they follow each other.</param>
    public static HistogramEdges Between(NumberOrder order, ulong first, ulong last, int buckets, HistogramScale scale)
    {
        var edges = new List<ulong> { first };
        for (int n = 1; n < buckets; n++)
        {
            ulong edge = scale == HistogramScale.Linear ? Linear(order, first, last, n, buckets) : Logarithmic(order, first, last, n, buckets);
            if (edge > edges[^1] && edge < last)
            {
                edges.Add(edge);
            }
        }

        edges.Add(last);
        return new HistogramEdges(order, [.. edges], scale == HistogramScale.Linear && edges.Count == buckets + 1);
    }

    public IReadOnlyList<Quantity> ToQuantities() => [.. _edges.Select(edge => OrderedNumber.ToQuantity(_order, edge))];

    public bool IsBelow(ulong number) => number < _edges[0];

    public bool IsAbove(ulong number) => number > _edges[^1];

    /// <summary>The bucket of a number that is neither below nor above.</summary>
    public int BucketOf(ulong number)
    {
        int bucket = _bucketsPerUnit > 0
            ? Math.Min((int)((number - _edges[0]) * _bucketsPerUnit), Buckets - 1)
            : _guesses[Coarse(number) - _firstGuess];
        while (number < _edges[bucket])
        {
            bucket--;
        }

        while (bucket + 2 < _edges.Length && number >= _edges[bucket + 1])
        {
            bucket++;
        }

        return bucket;
    }

    private static ulong Linear(NumberOrder order, ulong first, ulong last, int n, int buckets)
    {
        if (order != NumberOrder.Real)
        {
            // The next whole number from the edge on: no bucket ends within a number.
            return first + (ulong)((((UInt128)(last - first) * (uint)n) + (uint)(buckets - 1)) / (uint)buckets);
        }

        double from = OrderedNumber.ToReal(first);
        double to = OrderedNumber.ToReal(last);
        return OrderedNumber.OfReal((from * ((double)(buckets - n) / buckets)) + (to * ((double)n / buckets)));
    }

    private static ulong Logarithmic(NumberOrder order, ulong first, ulong last, int n, int buckets)
    {
        double from = OrderedNumber.ToDouble(order, first);
        double to = OrderedNumber.ToDouble(order, last);
        double edge = from * Math.Exp(((Math.Log(to) - Math.Log(from)) * n) / buckets);
        return order switch
        {
            NumberOrder.Unsigned => edge >= ulong.MaxValue ? last : (ulong)Math.Ceiling(edge),
            NumberOrder.Signed => edge >= long.MaxValue ? last : OrderedNumber.OfSigned((long)Math.Ceiling(edge)),
            _ => OrderedNumber.OfReal(edge),
        };
    }

    private int Coarse(ulong number) => (int)(OrderedNumber.OfReal(OrderedNumber.ToDouble(_order, number)) >> GuessShift);
}
