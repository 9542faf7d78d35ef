using System.Net;
using Ojo;
using Transfer.Congestion;
using Transfer.Connections;
using Transfer.Ranges;
using Transfer.Transfers;
using static Ojo.TransportEvents;
using static Transfer.Connections.Connection;
using static Transfer.Events.LinkEvents;
using static Transfer.Events.TransferEvents;
using static Transfer.Recovery.LossRecovery;

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

    [Fact]
    public void Each_side_says_by_which_addresses_and_when_its_packets_are_found_in_a_capture()
    {
        PathOpenedEvent[] paths = [.. session.OfType(PathOpenedEvent.EventType).Select(static e =>
        {
            Assert.True(PathOpenedEvent.TryDecode(e.Event, out PathOpenedEvent path));
            return path;
        })];

        Assert.Equal(session.ConnectionFlows.Order(), session.OfType(PathOpenedEvent.EventType).Select(static e => e.FlowId).Order());
        foreach (IGrouping<string?, PathOpenedEvent> endpoint in paths.GroupBy(static path => path.Endpoint))
        {
            Assert.Contains(endpoint.Key, (string[])["client", "server"]);
            Assert.Equal(3, endpoint.Count());
            Assert.Single(endpoint.DistinctBy(static path => path.LocalPort));
        }

        Assert.All(paths, static path => Assert.Equal(IPAddress.Loopback, path.Peer));
        Assert.All(paths, path => Assert.NotEqual(path.LocalPort, path.PeerPort));
        Assert.All(paths, path => Assert.InRange(path.OpenedAt, session.Time.Start, session.Time.End));
    }

    [Fact]
    public void Both_sides_know_in_words_why_the_connection_was_closed_and_by_whom()
    {
        foreach (RecordedEvent opened in session.OfType(ConnectionOpenedEvent.EventType))
        {
            Assert.True(ConnectionOpenedEvent.TryDecode(opened.Event, out ConnectionOpenedEvent connection));
            RecordedEvent explained = Assert.Single(session.OfFlow(opened.FlowId), static e => e.Type == CloseExplainedEvent.EventType);
            Assert.True(CloseExplainedEvent.TryDecode(explained.Event, out CloseExplainedEvent close));

            Assert.Equal((CloseCode.None, "All transfers are done."), (close.Code, close.Reason));
            Assert.Equal(connection.Role == ConnectionRole.Server, close.ByPeer);
        }
    }

    [Fact]
    public void An_acknowledgement_is_of_packets_that_were_sent_and_a_gap_of_some_that_were_not_acknowledged_and_is_told_once()
    {
        int acks = 0;
        int gaps = 0;
        foreach (uint flow in session.ConnectionFlows)
        {
            ulong next = 0;
            HashSet<ulong> acked = [];
            HashSet<ulong> missing = [];
            foreach (RecordedEvent e in session.OfFlow(flow))
            {
                if (e.Type == PacketSentSizedEvent.EventType)
                {
                    next++;
                }
                else if (e.Type == PacketAckedEvent.EventType)
                {
                    acked.Add(e.Payload);
                }
                else if (AckReceivedEvent.TryDecode(e.Event, out AckReceivedEvent ack))
                {
                    Assert.InRange(ack.Newest.End, ack.Newest.Start + 1, next);
                    Assert.InRange(ack.AckDelay, TimeSpan.Zero, TimeSpan.FromMinutes(1));
                    acks++;
                }
                else if (AckGapSeenEvent.TryDecode(e.Event, out AckGapSeenEvent gap))
                {
                    Assert.InRange(gap.Missing.Last, gap.Missing.First, next - 1);
                    for (ulong number = gap.Missing.First; number <= gap.Missing.Last; number++)
                    {
                        Assert.DoesNotContain(number, acked);
                        Assert.True(missing.Add(number), $"Packet {number} of flow {flow} is in two gaps.");
                    }

                    gaps++;
                }
            }
        }

        Assert.True(acks > 50);
        Assert.True(gaps > 5);
    }

    private static bool IsVerdict(RecordedEvent e, out bool lost)
    {
        lost = e.Type is PacketLostTimeoutEvent.EventType or PacketLostDuplicateAckEvent.EventType;
        return lost || e.Type == PacketAckedEvent.EventType;
    }
}
