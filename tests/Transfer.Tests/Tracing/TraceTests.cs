using Ojo;
using Transfer.Congestion;
using Transfer.Ranges;
using Transfer.Transfers;
using static Ojo.TransportEvents;
using static Transfer.Connections.Connection;
using static Transfer.Events.LinkEvents;
using static Transfer.Events.TransferEvents;

namespace Transfer.Tests.Tracing;

/// <summary>What the trace says is what happened.</summary>
public sealed class TraceTests(TracedSession session) : IClassFixture<TracedSession>
{
    [Fact]
    public void Every_event_that_was_recorded_is_in_the_files()
    {
        Assert.Equal(0, session.Statistics.Lost);
        Assert.Equal(session.Statistics.Stored, session.Events.Count);
    }

    [Fact]
    public void Each_side_of_each_connection_is_a_flow()
    {
        IEnumerable<ConnectionRole> roles = session.OfType(ConnectionOpenedEvent.EventType).Select(static e =>
        {
            Assert.True(ConnectionOpenedEvent.TryDecode(e.Event, out ConnectionOpenedEvent opened));
            return opened.Role;
        });

        Assert.Equal(6, session.ConnectionFlows.Distinct().Count());
        Assert.Equal(3, roles.Count(static role => role == ConnectionRole.Client));
    }

    [Fact]
    public void Each_packet_is_sent_once_and_ends_acknowledged_or_lost_or_in_flight()
    {
        int lostInAll = 0;
        foreach (uint flow in session.ConnectionFlows)
        {
            Dictionary<ulong, ulong> open = [];
            ulong next = 0;
            ulong inFlight = 0;
            foreach (RecordedEvent e in session.OfFlow(flow))
            {
                if (PacketSentSizedEvent.TryDecode(e.Event, out PacketSentSizedEvent sent))
                {
                    Assert.Equal(next++, sent.PacketNumber);
                    open.Add(sent.PacketNumber, sent.Size);
                }
                else if (IsVerdict(e, out bool lost))
                {
                    Assert.True(open.Remove(e.Payload), $"Packet {e.Payload} of flow {flow} has a verdict and is not open.");
                    lostInAll += lost ? 1 : 0;
                }
                else if (e.Type == BytesInFlightUpdatedEvent.EventType)
                {
                    inFlight = e.Payload;
                    Assert.True(inFlight <= (ulong)open.Values.Sum(static size => (long)size), $"More bytes of flow {flow} are in flight than open packets have.");
                }
            }

            Assert.True(next > 20);
            Assert.True(inFlight <= (ulong)open.Values.Sum(static size => (long)size));
        }

        Assert.InRange(lostInAll, 10, 10_000);
    }

    [Fact]
    public void What_is_sent_again_was_lost_before_and_is_in_the_packet_that_follows()
    {
        int repaired = 0;
        foreach (uint flow in session.ConnectionFlows)
        {
            HashSet<ulong> lost = [];
            RecordedEvent[] packets = [.. session.OfFlow(flow).Where(static e => IsVerdict(e, out _)
                || e.Type is PacketRetransmitOldEvent.EventType or PacketRetransmitNewEvent.EventType or PacketSentSizedEvent.EventType)];
            for (int i = 0; i < packets.Length; i++)
            {
                if (IsVerdict(packets[i], out bool isLost) && isLost)
                {
                    lost.Add(packets[i].Payload);
                }
                else if (packets[i].Type == PacketRetransmitOldEvent.EventType)
                {
                    Assert.Contains(packets[i].Payload, lost);
                    Assert.Equal(PacketRetransmitNewEvent.EventType, packets[i + 1].Type);
                    RecordedEvent sent = packets.Skip(i).First(static e => e.Type == PacketSentSizedEvent.EventType);
                    Assert.True(PacketSentSizedEvent.TryDecode(sent.Event, out PacketSentSizedEvent carrier));
                    Assert.Equal(packets[i + 1].Payload, carrier.PacketNumber);
                    repaired++;
                }
            }
        }

        Assert.InRange(repaired, 10, 10_000);
    }

    [Fact]
    public void A_packet_that_is_acknowledged_has_been_received_by_the_other_side()
    {
        Dictionary<ulong, uint> byLocalId = [];
        List<(uint Flow, ulong PeerId)> sides = [];
        foreach (RecordedEvent e in session.OfType(HandshakeCompletedEvent.EventType))
        {
            Assert.True(HandshakeCompletedEvent.TryDecode(e.Event, out HandshakeCompletedEvent handshake));
            byLocalId.Add(handshake.LocalId, e.FlowId);
            sides.Add((e.FlowId, handshake.PeerId));
        }

        Assert.Equal(6, sides.Count);
        foreach ((uint flow, ulong peerId) in sides)
        {
            ulong[] received = [.. session.OfFlow(byLocalId[peerId]).Where(static e => e.Type == PacketReceivedSizedEvent.EventType)
                .Select(static e => e.Event.Bits(0, 46))];
            HashSet<ulong> distinct = [.. received];
            Assert.Equal(received.Length, distinct.Count);
            Assert.All(session.OfFlow(flow).Where(static e => e.Type == PacketAckedEvent.EventType), e => Assert.Contains(e.Payload, distinct));
        }
    }

    [Fact]
    public void Each_stream_is_a_child_of_its_connection_and_ends_once()
    {
        HashSet<uint> connections = [.. session.ConnectionFlows];
        Dictionary<uint, uint> parents = session.OfType(StreamLinkParentEvent.EventType).ToDictionary(static e => e.FlowId, static e => (uint)e.Payload);

        Assert.Equal(3 * 6 * 2, parents.Count);
        Assert.All(parents.Values, parent => Assert.Contains(parent, connections));
        foreach (uint connection in connections)
        {
            ulong[] opened = [.. session.OfFlow(connection).Where(static e => e.Type == StreamOpenedEvent.EventType).Select(static e => e.Payload)];
            ulong[] closed = [.. session.OfFlow(connection).Where(static e => e.Type == StreamClosedEvent.EventType).Select(static e => e.Event.Bits(0, 56))];
            Assert.Equal(6, opened.Length);
            Assert.Equal(opened.Order(), closed.Order());
        }
    }

    [Fact]
    public void A_stream_that_has_finished_has_all_that_was_sent_acknowledged()
    {
        HashSet<(uint Connection, ulong StreamId)> finished = [.. session.OfType(StreamClosedEvent.EventType)
            .Where(static e => StreamClosedEvent.TryDecode(e.Event, out StreamClosedEvent closed) && closed.Reason == StreamCloseReason.Finished)
            .Select(static e => (e.FlowId, e.Event.Bits(0, 56)))];
        int ended = 0;
        foreach (RecordedEvent end in session.OfType(StreamFinSentEvent.EventType).DistinctBy(static e => e.FlowId))
        {
            uint flow = end.FlowId;
            uint connection = (uint)session.OfFlow(flow).First(static e => e.Type == StreamLinkParentEvent.EventType).Payload;
            if (!finished.Contains((connection, end.Payload)))
            {
                continue;
            }

            RangeSet sent = new();
            RangeSet acked = new();
            foreach (RecordedEvent e in session.OfFlow(flow))
            {
                if (StreamDataSentEvent.TryDecode(e.Event, out StreamDataSentEvent data))
                {
                    sent.Add(data.Offset, data.Offset + data.Length);
                }
                else if (StreamDataAckedEvent.TryDecode(e.Event, out StreamDataAckedEvent ack))
                {
                    Assert.Empty(sent.Missing(new(ack.Offset, ack.Offset + ack.Length)));
                    acked.Add(ack.Offset, ack.Offset + ack.Length);
                }
            }

            Assert.Equal(sent.Ranges.ToArray(), acked.Ranges.ToArray());
            ended++;
        }

        // Each of the 12 downloads has two directions, each of the 6 uploads one; the last may have ended with their connections.
        Assert.InRange(ended, 15, 30);
    }

    [Fact]
    public void Every_transfer_is_recorded_with_its_size_and_its_verdict()
    {
        TransferCompletedEvent[] completed = [.. session.OfType(TransferCompletedEvent.EventType).Select(static e =>
        {
            Assert.True(TransferCompletedEvent.TryDecode(e.Event, out TransferCompletedEvent transfer));
            return transfer;
        })];

        Assert.Equal(18, completed.Length);
        Assert.All(completed, static transfer => Assert.Equal(TransferOutcome.Verified, transfer.Outcome));
        Assert.Equal(session.Totals.VerifiedBytes, completed.Sum(static transfer => (long)transfer.ContentBytes));
    }

    [Fact]
    public void No_round_trip_is_shorter_than_the_link()
    {
        RttUpdatedEvent[] samples = [.. session.OfType(RttUpdatedEvent.EventType).Select(static e =>
        {
            Assert.True(RttUpdatedEvent.TryDecode(e.Event, out RttUpdatedEvent rtt));
            return rtt;
        })];

        Assert.True(samples.Length > 50);
        Assert.All(samples, static rtt => Assert.True(rtt.Latest >= 2 * TracedSession.Delay.TotalMicroseconds));
    }

    [Fact]
    public void What_was_sent_and_not_received_was_dropped_by_the_link_or_came_too_late()
    {
        int sent = session.OfType(PacketSentSizedEvent.EventType).Count();
        int received = session.OfType(PacketReceivedSizedEvent.EventType).Count();
        int dropped = session.OfType(LinkDatagramDroppedEvent.EventType).Count();

        // Too late: for a connection that was over already, or still on the link at the end.
        Assert.InRange(sent - received - dropped, 0, 60);
        Assert.True(dropped > 20);
    }

    [Fact]
    public void A_connections_life_is_told_in_order()
    {
        foreach (uint flow in session.ConnectionFlows)
        {
            ConnectionState[] states = [.. session.OfFlow(flow).Where(static e => e.Type == ConnectionStateUpdatedEvent.EventType)
                .Select(static e => (ConnectionState)e.Payload)];

            Assert.Equal([ConnectionState.Handshake, ConnectionState.Established], states[..2]);
            Assert.Contains(states[2], (ConnectionState[])[ConnectionState.Closing, ConnectionState.Draining]);
            Assert.Single(session.OfFlow(flow), static e => e.Type == ConnectionClosedEvent.EventType);
        }
    }

    [Fact]
    public void Both_algorithms_are_at_work_and_say_so()
    {
        CongestionAlgorithm[] chosen = [.. session.OfType(AlgorithmChosenEvent.EventType).Select(static e => (CongestionAlgorithm)e.Payload)];

        Assert.Equal(6, chosen.Length);
        Assert.Contains(CongestionAlgorithm.Cubic, chosen);
        Assert.Contains(CongestionAlgorithm.NewReno, chosen);
    }

    private static bool IsVerdict(RecordedEvent e, out bool lost)
    {
        lost = e.Type is PacketLostTimeoutEvent.EventType or PacketLostDuplicateAckEvent.EventType;
        return lost || e.Type == PacketAckedEvent.EventType;
    }
}
