using System.Globalization;
using Ojo.Catalogue;
using Ojo.Storage.Queries;

namespace Ojo.Storage.Analysis;

/// <summary>Finds the events of one flow that are about a packet, by asking for lists of events: an engine finds those by value.</summary>
internal sealed class PacketEvents(IStoreReader reader, FlowKey flow, IReadOnlyList<PacketType> types, CancellationToken cancellation)
{
    /// <summary>How many events of one number are looked at, of all spaces together: a packet with more is a fault of its own.</summary>
    private const int MostEvents = 512;

    private readonly Dictionary<int, PacketType> _byKey = types.ToDictionary(static type => type.TypeKey);
    private readonly List<PacketType> _retransmissions = [.. types.Where(static type => type.Role == EventRole.PacketRetransmitted)];

    private readonly Dictionary<string, MissingPart> _missing = [];

    /// <summary>The files of the store that could not be read so far.</summary>
    public IReadOnlyList<MissingPart> Missing => [.. _missing.Values.OrderBy(static part => part.Name, StringComparer.Ordinal)];

    public PacketType TypeOf(EventRow row) => _byKey[row.TypeKey];

    /// <summary>The events of a packet, in order; and whether there are more.</summary>
    public (IReadOnlyList<EventRow> Events, bool HasMore) Find(ulong number, ulong space) =>
        Find(types, static type => type.Number, number, row => PacketType.NumberOf(row, TypeOf(row).Space) == space);

    /// <summary>The retransmissions that say a new number.</summary>
    public IReadOnlyList<EventRow> FindNew(ulong number) => Find(_retransmissions, static type => type.NewNumber, number, static _ => true).Events;

    /// <summary>The retransmission right after an event, or right before it, whatever packet it is about; null where there is none.</summary>
    public EventRow? Neighbour(EventRow row, bool before)
    {
        var query = new EventQuery
        {
            Flow = flow,
            Types = [.. _retransmissions.Select(static type => IdOf(type)).Distinct()],
            FromNs = before ? null : row.TNs,
            ToNs = before && row.TNs < long.MaxValue ? row.TNs + 1 : null,
            Descending = before,
            Limit = 16,
        };
        bool isNext = false;
        while (true)
        {
            // What the list has after the event, however the store decides between events of one time.
            EventPage page = Ask(query);
            foreach (EventRow other in page.Events.Where(other => _byKey.ContainsKey(other.TypeKey)))
            {
                if (isNext)
                {
                    return other;
                }

                isNext = other.Id == row.Id;
            }

            if (page.NextCursor is null)
            {
                return null;
            }

            query = query with { Cursor = page.NextCursor, Limit = MostEvents };
        }
    }

    private EventPage Ask(EventQuery query)
    {
        EventPage page = reader.GetEvents(query, cancellation);
        foreach (MissingPart part in page.Missing)
        {
            _missing[part.Name] = part;
        }

        return page;
    }

    private static string IdOf(PacketType type) => type.EventType.ToString(CultureInfo.InvariantCulture);

    private (IReadOnlyList<EventRow> Events, bool HasMore) Find(
        IEnumerable<PacketType> among, Func<PacketType, FieldDescriptor?> fieldOf, ulong number, Func<EventRow, bool> isWanted)
    {
        var found = new List<EventRow>();
        bool hasMore = false;
        int names = 0;

        // Types may call the number differently: one question for each name.
        foreach (var named in among.Where(type => fieldOf(type) is not null).GroupBy(type => fieldOf(type)!.Name))
        {
            HashSet<int> keys = [.. named.Select(static type => type.TypeKey)];
            EventPage page = Ask(
                new EventQuery
                {
                    Flow = flow,
                    Types = [.. named.Select(IdOf).Distinct()],
                    Tests = [new FieldTest(named.Key, FieldOperator.Equal, number.ToString(CultureInfo.InvariantCulture))],
                    Limit = MostEvents,
                });
            found.AddRange(page.Events.Where(row => keys.Contains(row.TypeKey) && isWanted(row)));
            names++;
            hasMore |= page.NextCursor is not null;
        }

        // One list is in order as it is; of several, the numbers decide between events of one time.
        return (names > 1 ? [.. found.OrderBy(static row => row.TNs).ThenBy(static row => row.Id)] : found, hasMore);
    }
}
