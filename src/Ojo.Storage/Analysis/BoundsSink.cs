using Ojo.Storage.Queries;

namespace Ojo.Storage.Analysis;

/// <summary>Finds the least and the greatest value of some fields, infinities and what is not a number left out.</summary>
internal sealed class BoundsSink(Selection selection, ByType<FieldSource> sources, NumberOrder order, ulong least) : IEventSink
{
    private static readonly ulong s_leastReal = OrderedNumber.OfReal(double.MinValue);
    private static readonly ulong s_greatestReal = OrderedNumber.OfReal(double.MaxValue);

    private readonly ulong _least = order == NumberOrder.Real ? Math.Max(least, s_leastReal) : least;
    private readonly ulong _greatest = order == NumberOrder.Real ? s_greatestReal : ulong.MaxValue;

    public ulong Min { get; private set; } = ulong.MaxValue;

    public ulong Max { get; private set; }

    /// <summary>Whether there was any.</summary>
    public bool Any { get; private set; }

    public bool Take(in ScannedEvents events)
    {
        foreach (ref readonly ScannedEvent scanned in events.Events)
        {
            if (sources.TryGet(scanned.TypeKey, out FieldSource? source) && source.TryRead(order, events, scanned, out ulong number)
                && number >= _least && number <= _greatest && selection.Passes(events, scanned))
            {
                Any = true;
                Min = Math.Min(Min, number);
                Max = Math.Max(Max, number);
            }
        }

        return true;
    }
}
