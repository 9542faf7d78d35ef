using System.Net;
using System.Net.Sockets;
using Transfer.Congestion;
using Transfer.Connections;
using Transfer.Endpoints;
using Transfer.Events;
using Transfer.Links;
using Transfer.Tests.Wire;
using Transfer.Transfers;
using Transfer.Wire;

namespace Transfer.Tests.Transfers;

public sealed class TransferSessionTests
{
    [Theory]
    [InlineData(0.0, 0.0)]
    [InlineData(0.02, 0.02)]
    [InlineData(0.2, 0.1)]
    public async Task Everything_arrives_over_real_sockets_whatever_the_link_does(double loss, double reorder)
    {
        using CancellationTokenSource limit = new(TimeSpan.FromMinutes(2));
        SessionSettings settings = new()
        {
            Connections = 2,
            Seed = 17,
            Congestion = CongestionChoice.Mixed,
            Link = new LinkSettings { Delay = TimeSpan.FromMilliseconds(3), Loss = loss, Reorder = reorder },
            Plan = new TransferPlan { Transfers = 4, Streams = 2, MinSize = 5_000, MaxSize = 60_000 },
        };
        using TransferSession session = new(settings, TimeProvider.System, tracer: null);

        IReadOnlyList<CloseCode> codes = await session.WaitForCloseAsync(limit.Token);

        Assert.All(codes, static code => Assert.Equal(CloseCode.None, code));
        Assert.Equal((8, 0, 0), (session.Totals.Verified, session.Totals.Mismatched, session.Totals.Running));
        Assert.InRange(session.Totals.VerifiedBytes, 8 * 5_000, 8 * 60_000);
    }

    [Fact]
    public async Task Finishing_lets_running_transfers_come_to_their_end()
    {
        SessionSettings settings = new()
        {
            Connections = 2,
            Plan = new TransferPlan { MinSize = 20_000, MaxSize = 40_000 },
            Link = new LinkSettings { Delay = TimeSpan.FromMilliseconds(3) },
        };
        using TransferSession session = new(settings, TimeProvider.System, tracer: null);
        await UntilAsync(() => session.Totals.Verified > 3);

        await session.FinishAsync(TimeSpan.FromSeconds(60), CancellationToken.None);

        Assert.Equal((0, 0), (session.Totals.Running, session.Totals.Mismatched));
        IReadOnlyList<CloseCode> codes = await session.WaitForCloseAsync(CancellationToken.None);
        Assert.All(codes, static code => Assert.Equal(CloseCode.None, code));
    }

    [Fact]
    public async Task A_finish_without_patience_gives_up_what_is_running_and_still_closes()
    {
        SessionSettings settings = new()
        {
            Connections = 1,
            Plan = new TransferPlan { MinSize = 50_000_000, MaxSize = 50_000_000 },
            Link = new LinkSettings { Delay = TimeSpan.FromMilliseconds(3), Bandwidth = 10e6 },
        };
        using TransferSession session = new(settings, TimeProvider.System, tracer: null);
        await UntilAsync(() => session.Counters.OpenConnections == 2);

        await session.FinishAsync(TimeSpan.Zero, CancellationToken.None);

        IReadOnlyList<CloseCode> codes = await session.WaitForCloseAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Equal([CloseCode.None], codes);
        Assert.Equal(0, session.Totals.Mismatched);
    }

    [Fact]
    public async Task Hostile_datagrams_do_not_take_an_endpoint_down()
    {
        using CancellationTokenSource limit = new(TimeSpan.FromMinutes(2));
        Clock clock = new(TimeProvider.System);
        TransferTotals totals = new(tracer: null);
        ConnectionContext context = new(new ConnectionSettings(), new TransportCounters(), Tracer: null, new FlowIds());
        using Endpoint server = new("server", clock, new ConnectionFactory(context, CongestionChoice.Mixed, seed: 1), () => new TransferServer(totals));
        using Socket attacker = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        attacker.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        Random random = new(23);
        for (int i = 0; i < 500; i++)
        {
            attacker.SendTo(HostileDatagram(random, i), server.Address);
        }

        // Among all that, a client that means well is served.
        using Endpoint client = new("client", clock, new ConnectionFactory(context, CongestionChoice.Mixed, seed: 2));
        TransferClient program = new(new TransferPlan { Transfers = 3, MinSize = 10_000, MaxSize = 20_000 }, totals, seed: 3);
        client.Connect(server.Address, program);
        for (int i = 0; i < 500; i++)
        {
            attacker.SendTo(HostileDatagram(random, i), server.Address);
            attacker.SendTo(HostileDatagram(random, i), client.Address);
        }

        Assert.Equal(CloseCode.None, await program.Closed.WaitAsync(limit.Token));
        Assert.Equal((3, 0), (totals.Verified, totals.Mismatched));
        Assert.False(server.Completion.IsCompleted);
    }

    private static byte[] HostileDatagram(Random random, int kind)
    {
        byte[] bytes = new byte[random.Next(0, 1300)];
        random.NextBytes(bytes);
        switch (kind % 4)
        {
            case 0:
                return bytes;
            case 1:
                return [];
            case 2:
                // A whole hello with nonsense for frames.
                byte[] frames = bytes[..Math.Min(bytes.Length, 1000)];
                Array.Resize(ref frames, Packet.MaxSize - 18 - Packet.ChecksumSize);
                return PacketTests.Seal(new PacketHeader(PacketType.Hello, new((ulong)random.NextInt64()), new((ulong)random.NextInt64()), 0), frames);
            default:
                // A whole packet for a connection that there is not.
                return PacketTests.Seal(new PacketHeader(PacketType.Main, new((ulong)random.NextInt64()), default, 1), bytes.AsSpan(0, bytes.Length / 2));
        }
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        using CancellationTokenSource limit = new(TimeSpan.FromMinutes(2));
        using PeriodicTimer timer = new(TimeSpan.FromMilliseconds(5));
        while (!condition())
        {
            await timer.WaitForNextTickAsync(limit.Token);
        }
    }
}
