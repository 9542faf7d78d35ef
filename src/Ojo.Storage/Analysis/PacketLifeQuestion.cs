using Ojo.Storage.Queries;

namespace Ojo.Storage.Analysis;

/// <summary>Answers what happened to a packet and to those that carry the same.</summary>
/// <remarks>
/// A retransmission is one event with the old number and the new one, or two: the first has the old number, and the next
/// event of the flow that is about a retransmission has only the new one. The view <c>packets</c> goes by the same rule.
/// </remarks>
internal sealed class PacketLifeQuestion(IStoreReader reader, PacketLifeQuery query, TimeProvider time, CancellationToken cancellation)
{
    private const int MostSteps = 64;
    private const int MostPackets = 32;

    public PacketLives Answer()
    {
        if (query.TimeLimit < TimeSpan.Zero)
        {
            throw new StoreQueryException($"A time limit is not negative; {query.TimeLimit} was given.");
        }

        using var timer = new CancellationTokenSource(query.TimeLimit ?? Timeout.InfiniteTimeSpan, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellation);
        IReadOnlyList<PacketType> types = PacketType.Of(reader.GetEventTypes(cancellation), query.IsReceived);
        _ = FlowTimes.Of(reader, query.Flow, cancellation);
        var events = new PacketEvents(reader, query.Flow, types, either.Token);
        var packets = new LinkedList<PacketLife>();
        LinkedListNode<PacketLife> asked = packets.AddLast(new PacketLife(query.PacketNumber, query.Space, [], false, null, null));
        bool isPartial = false;
        try
        {
            asked.Value = Read(events, query.PacketNumber);
            Follow(events, packets);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            isPartial = true;
        }

        return new PacketLives([.. packets], packets.TakeWhile(packet => packet != asked.Value).Count(), isPartial) { Missing = events.Missing };
    }

    private void Follow(PacketEvents events, LinkedList<PacketLife> packets)
    {
        HashSet<ulong> met = [query.PacketNumber];
        for (int n = 0; n < MostPackets && packets.Last!.Value.RetransmittedAs is ulong next && met.Add(next); n++)
        {
            packets.AddLast(Read(events, next));
        }

        for (int n = 0; n < MostPackets && packets.First!.Value.RetransmissionOf is ulong before && met.Add(before); n++)
        {
            packets.AddFirst(Read(events, before));
        }
    }

    private PacketLife Read(PacketEvents events, ulong number)
    {
        (IReadOnlyList<EventRow> found, bool hasMore) = events.Find(number, query.Space);
        return new PacketLife(
            number, query.Space, [.. found.Take(MostSteps).Select(row => new PacketStep(events.TypeOf(row).Role, row))],
            hasMore || found.Count > MostSteps,
            query.IsReceived ? null : RetransmissionOf(events, number),
            found.Where(row => events.TypeOf(row).Role == EventRole.PacketRetransmitted)
                .Select(row => RetransmittedAs(events, row)).LastOrDefault(static next => next is not null));
    }

    private static ulong? RetransmittedAs(PacketEvents events, EventRow row)
    {
        if (events.TypeOf(row).NewNumber is not null)
        {
            return PacketType.NumberOf(row, events.TypeOf(row).NewNumber);
        }

        return events.Neighbour(row, before: false) is EventRow next && events.TypeOf(next).Number is null
            ? PacketType.NumberOf(next, events.TypeOf(next).NewNumber)
            : null;
    }

    private ulong? RetransmissionOf(PacketEvents events, ulong number)
    {
        ulong? found = null;
        foreach (EventRow row in events.FindNew(number))
        {
            // Where the new number stands alone, the retransmission right before it has the old one and the space.
            EventRow? old = events.TypeOf(row).Number is null ? events.Neighbour(row, before: true) : row;
            if (old is not null && events.TypeOf(old) is { Number: not null } type && (old == row || type.NewNumber is null)
                && PacketType.NumberOf(old, type.Space) == query.Space)
            {
                found = PacketType.NumberOf(old, type.Number);
            }
        }

        return found;
    }
}
