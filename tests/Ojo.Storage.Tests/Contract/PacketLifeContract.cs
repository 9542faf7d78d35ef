using Ojo.Catalogue;
using Ojo.Storage.Queries;
using Ojo.Storage.Tests.Support;
using static Ojo.Storage.Tests.Support.Schemas;

namespace Ojo.Storage.Tests.Contract;

/// <summary>What happens to packets, told by roles and parts.</summary>
public abstract class PacketLifeContract : StoreContract
{
    private static readonly FlowKey s_flow = new(1, 7);

    public static TheoryData<int> Seeds => Histories.Seeds(usual: 3, part: 0.1);

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Packets_of_random_histories_live_as_the_reference_store_says(int seed)
    {
        var history = new RandomHistory(seed + 3000, Directory);
        Ingest(history, files: history.Random.Next(1, 6));

        Dictionary<int, long> runs = Reader.GetRuns().ToDictionary(run => run.ProcessId!.Value, run => run.RunId);
        for (int n = 0; n < 25 && history.Reference.Events.Count > 0; n++)
        {
            ReferenceEvent any = history.Reference.Events[history.Random.Next(history.Reference.Events.Count)];
            var flow = new FlowKey(runs[any.ProcessId], any.FlowId);
            ulong number = (ulong)history.Random.Next(210);
            ulong space = (ulong)history.Random.Next(2) * (ulong)history.Random.Next(4);
            bool isReceived = history.Random.Next(4) == 0;

            PacketLives lives = Reader.GetPacketLife(new PacketLifeQuery { Flow = flow, PacketNumber = number, Space = space, IsReceived = isReceived });

            Compare(lives, history.Reference.OfFlow(any.ProcessId, any.FlowId), number, space, isReceived);
        }
    }

    [Fact]
    public void A_packet_is_followed_from_its_creation_through_its_losses_to_its_acknowledgement()
    {
        Ingest(new TraceFileBuilder()
            .Add(1, 7, 0x001, 10).Add(2, 7, 0x002, 10).Add(3, 7, 0x002, 11).Add(9, 7, 0x004, 10)
            .Add(10, 7, 0x006, 10).Add(10, 7, 0x007, 20).Add(11, 7, 0x001, 20).Add(12, 7, 0x002, 20).Add(19, 7, 0x005, 20)
            .Add(20, 7, 0x006, 20).Add(20, 7, 0x007, 30).Add(21, 7, 0x002, 30).Add(25, 7, 0x003, 30)
            .Add(26, 7, 0x008, 20).Add(27, 8, 0x002, 20));

        PacketLives lives = Reader.GetPacketLife(new PacketLifeQuery { Flow = s_flow, PacketNumber = 20 });

        Assert.False(lives.IsPartial);
        Assert.Equal([10UL, 20UL, 30UL], lives.Packets.Select(packet => packet.PacketNumber));
        Assert.Equal(1, lives.Asked);
        PacketLife packet = lives.Packets[1];
        Assert.Equal((10UL, 30UL, false), (packet.RetransmissionOf, packet.RetransmittedAs, packet.HasMoreSteps));
        Assert.Equal((11_000L, 12_000L, null, 19_000L, 20_000L), (packet.CreatedNs, packet.SentNs, packet.AckedNs, packet.LostNs, packet.RetransmittedNs));
        Assert.Equal((null, 25_000L, null), (lives.Packets[2].LostNs, lives.Packets[2].AckedNs, lives.Packets[2].RetransmittedAs));
        PacketLife received = Assert.Single(Reader.GetPacketLife(new PacketLifeQuery { Flow = s_flow, PacketNumber = 20, IsReceived = true }).Packets);
        Assert.Equal((26_000L, null), (received.ReceivedNs, received.SentNs));
    }

    [Fact]
    public void Spaces_keep_packets_of_one_number_apart()
    {
        Ingest(new TraceFileBuilder()
            .Add(1, 7, 0x009, 5 | (1200UL << 48)).Add(2, 7, 0x009, 5 | (1UL << 46)).Add(3, 7, 0x00C, 5 | (1UL << 62)).Add(4, 7, 0x00D, 5 | (2UL << 56)));

        Assert.Equal((1000L, null), Times(space: 0));
        Assert.Equal((2000L, 3000L), Times(space: 1));
        Assert.Equal((null, null), Times(space: 2));

        (long? Sent, long? Acked) Times(ulong space)
        {
            PacketLife packet = Reader.GetPacketLife(new PacketLifeQuery { Flow = s_flow, PacketNumber = 5, Space = space }).Packets[0];
            return (packet.SentNs, packet.AckedNs);
        }
    }

    [Fact]
    public void Events_of_other_names_count_by_their_roles_and_parts_up_to_the_largest_number()
    {
        Writer.AddSchema(5, Of(
            Type(0x0001_0000, "SNAPSHOT_SENT", Field("tick", FieldType.U64, 64, FieldPart.PacketNumber)) with { Role = EventRole.PacketSent },
            Type(0x0001_0001, "SNAPSHOT_AGAIN",
                Field("tick", FieldType.U64, 64, FieldPart.PacketNumber), Field("next", FieldType.U64, 64, FieldPart.Value)) with
            { Role = EventRole.PacketRetransmitted }));
        Writer.AddRun(Run(processId: 10, schemaHash: 5));
        Ingest(
            new TraceFileBuilder().Add(1, 7, 0x0001_0000, ulong.MaxValue).Add(2, 7, 0x0001_0001, ulong.MaxValue, 1UL << 63).Add(3, 7, 0x003, 1UL << 63),
            TraceName(10));

        PacketLives lives = Reader.GetPacketLife(new PacketLifeQuery { Flow = s_flow, PacketNumber = 1UL << 63 });

        Assert.Equal([ulong.MaxValue, 1UL << 63], lives.Packets.Select(packet => packet.PacketNumber));
        Assert.Equal((1000L, 2000L, 3000L), (lives.Packets[0].SentNs, lives.Packets[0].RetransmittedNs, lives.Packets[1].AckedNs));
    }

    [Fact]
    public void Packets_that_are_retransmitted_in_a_circle_are_each_told_once()
    {
        Ingest(new TraceFileBuilder().Add(1, 7, 0x006, 1).Add(1, 7, 0x007, 2).Add(1, 7, 0x006, 2).Add(1, 7, 0x007, 1).Add(2, 7, 0x006, 3).Add(2, 7, 0x007, 3));

        Assert.Equal([1UL, 2UL], Reader.GetPacketLife(new PacketLifeQuery { Flow = s_flow, PacketNumber = 1 }).Packets.Select(packet => packet.PacketNumber));
        Assert.Equal([3UL], Reader.GetPacketLife(new PacketLifeQuery { Flow = s_flow, PacketNumber = 3 }).Packets.Select(packet => packet.PacketNumber));
    }

    [Fact]
    public void A_life_with_very_many_events_is_told_in_part_and_says_so()
    {
        var trace = new TraceFileBuilder();
        for (uint n = 0; n < 2000; n++)
        {
            trace.Add(n, 7, 0x003, 1);
        }

        Ingest(trace);

        PacketLife packet = Assert.Single(Reader.GetPacketLife(new PacketLifeQuery { Flow = s_flow, PacketNumber = 1 }).Packets);

        Assert.Equal((64, true, 0L), (packet.Steps.Count, packet.HasMoreSteps, packet.AckedNs));
    }

    [Fact]
    public void What_was_never_recorded_has_no_life_and_what_cannot_be_asked_is_explained()
    {
        Ingest(new TraceFileBuilder().Add(1, 7, 0x002, 1));

        PacketLives none = Reader.GetPacketLife(new PacketLifeQuery { Flow = s_flow, PacketNumber = ulong.MaxValue });
        Assert.Empty(Assert.Single(none.Packets).Steps);
        Assert.Contains("There is no flow 9-9", Assert.Throws<StoreQueryException>(
            () => Reader.GetPacketLife(new PacketLifeQuery { Flow = new FlowKey(9, 9), PacketNumber = 1 })).Message, StringComparison.Ordinal);
        Assert.Contains("is not negative", Assert.Throws<StoreQueryException>(
            () => Reader.GetPacketLife(new PacketLifeQuery { Flow = s_flow, PacketNumber = 1, TimeLimit = TimeSpan.FromTicks(-1) })).Message, StringComparison.Ordinal);
        Assert.True(Reader.GetPacketLife(new PacketLifeQuery { Flow = s_flow, PacketNumber = 1, TimeLimit = TimeSpan.Zero }).IsPartial);
        Assert.ThrowsAny<OperationCanceledException>(
            () => Reader.GetPacketLife(new PacketLifeQuery { Flow = s_flow, PacketNumber = 1 }, new CancellationToken(canceled: true)));
    }

    private static void Compare(PacketLives lives, IReadOnlyList<ReferenceEvent> flow, ulong number, ulong space, bool isReceived)
    {
        Assert.False(lives.IsPartial);
        PacketLife packet = lives.Packets[lives.Asked];
        (uint Type, long Ns)[] expected = [.. flow.Where(e => NumberOf(e, isReceived) is ulong own && own == number && SpaceOf(e) == space).Select(e => (e.Type, e.Ns))];
        Assert.Equal(expected.Take(64), packet.Steps.Select(step => ((uint)step.Event.EventType, step.Event.TNs)));
        Assert.Equal(expected.Length > 64, packet.HasMoreSteps);
        List<ulong> chain = [number];
        if (!isReceived)
        {
            for (ulong? next = After(flow, number, space); next is ulong other && !chain.Contains(other) && chain.Count <= 32; next = After(flow, other, space))
            {
                chain.Add(other);
            }

            int before = 0;
            for (ulong? old = Before(flow, number, space); old is ulong other && !chain.Contains(other) && before < 32; old = Before(flow, other, space))
            {
                chain.Insert(0, other);
                before++;
            }

            Assert.Equal(before, lives.Asked);
        }

        Assert.Equal(chain, lives.Packets.Select(one => one.PacketNumber));
    }

    private static ulong? NumberOf(ReferenceEvent e, bool isReceived) => e.Type switch
    {
        0x002 or 0x003 or 0x004 or 0x006 when !isReceived => e.Words[0],
        0x008 when isReceived => e.Words[0],
        0x009 when !isReceived => e.Bits(0, 46),
        0x00A when isReceived => e.Bits(0, 46),
        0x00D when !isReceived => e.Bits(0, 56),
        _ => null,
    };

    private static ulong SpaceOf(ReferenceEvent e) => e.Type switch
    {
        0x009 or 0x00A => e.Bits(46, 2),
        0x00D => e.Bits(56, 2),
        _ => 0,
    };

    private static List<ReferenceEvent> Retransmissions(IReadOnlyList<ReferenceEvent> flow) => [.. flow.Where(e => e.Type is 0x006 or 0x007)];

    private static ulong? After(IReadOnlyList<ReferenceEvent> flow, ulong number, ulong space)
    {
        List<ReferenceEvent> events = Retransmissions(flow);
        ulong? found = null;
        for (int n = 0; n + 1 < events.Count && space == 0; n++)
        {
            found = events[n].Type == 0x006 && events[n].Words[0] == number && events[n + 1].Type == 0x007 ? events[n + 1].Words[0] : found;
        }

        return found;
    }

    private static ulong? Before(IReadOnlyList<ReferenceEvent> flow, ulong number, ulong space)
    {
        List<ReferenceEvent> events = Retransmissions(flow);
        ulong? found = null;
        for (int n = 1; n < events.Count && space == 0; n++)
        {
            found = events[n].Type == 0x007 && events[n].Words[0] == number && events[n - 1].Type == 0x006 ? events[n - 1].Words[0] : found;
        }

        return found;
    }
}
