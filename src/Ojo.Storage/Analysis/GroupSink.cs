using Ojo.Storage.Queries;

namespace Ojo.Storage.Analysis;

/// <summary>Puts events into groups and adds them up.</summary>
/// <param name="selection">Which events.</param>
/// <param name="dimensions">What groups are made by: at most three things.</param>
/// <param name="sources">Which field is added up; null where events are only counted.</param>
/// <param name="order">How its values are held.</param>
/// <param name="samples">How many values may be kept for percentiles; null where none are asked for.</param>
/// <param name="most">How many groups are told apart.</param>
internal sealed class GroupSink(
    Selection selection, GroupDimension[] dimensions, ByType<FieldSource>? sources, NumberOrder order, SampleBudget? samples, int most) : IEventSink
{
    private readonly Dictionary<(ulong, ulong, ulong), GroupTotals> _groups = [];
    private (ulong, ulong, ulong) _lastId;
    private GroupTotals? _last;

    public IReadOnlyDictionary<(ulong, ulong, ulong), GroupTotals> Groups => _groups;

    /// <summary>What is in no group of its own.</summary>
    public GroupTotals? Remainder { get; private set; }

    public bool Take(in ScannedEvents events)
    {
        foreach (ref readonly ScannedEvent scanned in events.Events)
        {
            ulong number = 0;
            if (sources is not null &&
                (!sources.TryGet(scanned.TypeKey, out FieldSource? source) || !source.TryRead(order, events, scanned, out number)))
            {
                continue;
            }

            if (!selection.Passes(events, scanned) || FindGroup(events, scanned) is not GroupTotals group)
            {
                continue;
            }

            if (sources is null)
            {
                group.Add();
            }
            else
            {
                group.Add(number);
            }
        }

        return true;
    }

    public GroupTotals NewTotals() => new(order, samples) { IsCount = sources is null };

    private GroupTotals? FindGroup(in ScannedEvents events, in ScannedEvent scanned)
    {
        (ulong First, ulong Second, ulong Third) id = default;
        bool isOver = false;
        for (int n = 0; n < dimensions.Length; n++)
        {
            GroupPlace place = dimensions[n].Find(events, scanned, out ulong part);
            if (place == GroupPlace.None)
            {
                return null;
            }

            isOver |= place == GroupPlace.Remainder;
            id = n switch
            {
                0 => (part, 0, 0),
                1 => (id.First, part, 0),
                _ => (id.First, id.Second, part),
            };
        }

        if (isOver)
        {
            return Remainder ??= NewTotals();
        }

        if (_last is null || id != _lastId)
        {
            if (!_groups.TryGetValue(id, out GroupTotals? group))
            {
                if (_groups.Count == most)
                {
                    return Remainder ??= NewTotals();
                }

                _groups.Add(id, group = NewTotals());
            }

            (_lastId, _last) = (id, group);
        }

        return _last;
    }
}
