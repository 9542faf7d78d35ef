using Ojo.Storage.Queries;

namespace Ojo.Storage.Analysis;

/// <summary>Groups by flow. Flows come one after the other, so the last one's number is at hand.</summary>
internal sealed class FlowDimension(int most) : GroupDimension
{
    private readonly Interner<FlowKey> _flows = new(most);
    private FlowKey? _last;
    private int _number;

    public override GroupPlace Find(in ScannedEvents events, in ScannedEvent scanned, out ulong number)
    {
        if (events.Flow != _last)
        {
            _last = events.Flow;
            _number = _flows.NumberOf(events.Flow);
        }

        number = (ulong)_number;
        return _number == Interner<FlowKey>.Full ? GroupPlace.Remainder : GroupPlace.Group;
    }

    public override object KeyOf(ulong number) => _flows[(int)number];

    public override int Compare(ulong left, ulong right)
    {
        (FlowKey first, FlowKey second) = (_flows[(int)left], _flows[(int)right]);
        return (first.RunId, first.FlowId).CompareTo((second.RunId, second.FlowId));
    }
}
