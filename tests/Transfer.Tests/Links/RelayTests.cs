using System.Net;
using System.Net.Sockets;
using Transfer.Endpoints;
using Transfer.Events;
using Transfer.Links;

namespace Transfer.Tests.Links;

public sealed class RelayTests
{
    [Fact]
    public async Task Each_client_gets_the_answer_to_its_own_question()
    {
        using CancellationTokenSource limit = new(TimeSpan.FromSeconds(30));
        using Socket server = Open();
        using Relay relay = new((IPEndPoint)server.LocalEndPoint!, new LinkSettings { Delay = TimeSpan.FromMilliseconds(2) }, Clock(), tracer: null, new FlowIds());
        Task echo = EchoAsync(server, limit.Token);
        Socket[] clients = [Open(), Open(), Open()];

        for (byte round = 0; round < 5; round++)
        {
            foreach (Socket client in clients)
            {
                await client.SendToAsync(Question(client, round), SocketFlags.None, relay.Address, limit.Token);
            }

            foreach (Socket client in clients)
            {
                byte[] answer = new byte[100];
                SocketReceiveFromResult result = await client.ReceiveFromAsync(answer, SocketFlags.None, relay.Address, limit.Token);
                Assert.Equal(Question(client, round), answer[..result.ReceivedBytes]);
                Assert.Equal(relay.Address, result.RemoteEndPoint);
            }
        }

        await limit.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => echo);
        Array.ForEach(clients, static client => client.Dispose());
    }

    [Fact]
    public async Task Datagrams_take_the_delay_and_no_less()
    {
        using CancellationTokenSource limit = new(TimeSpan.FromSeconds(30));
        using Socket server = Open();
        using Socket client = Open();
        using Relay relay = new((IPEndPoint)server.LocalEndPoint!, new LinkSettings { Delay = TimeSpan.FromMilliseconds(60) }, Clock(), tracer: null, new FlowIds());
        Clock clock = Clock();

        await client.SendToAsync(new byte[] { 1 }, SocketFlags.None, relay.Address, limit.Token);
        await server.ReceiveFromAsync(new byte[100], SocketFlags.None, new IPEndPoint(IPAddress.Any, 0), limit.Token);

        Assert.True(clock.Now >= TimeSpan.FromMilliseconds(60));
    }

    [Fact]
    public async Task An_empty_datagram_is_carried_like_any_other()
    {
        using CancellationTokenSource limit = new(TimeSpan.FromSeconds(30));
        using Socket server = Open();
        using Socket client = Open();
        using Relay relay = new((IPEndPoint)server.LocalEndPoint!, new LinkSettings(), Clock(), tracer: null, new FlowIds());

        await client.SendToAsync(Array.Empty<byte>(), SocketFlags.None, relay.Address, limit.Token);
        SocketReceiveFromResult empty = await server.ReceiveFromAsync(new byte[100], SocketFlags.None, new IPEndPoint(IPAddress.Any, 0), limit.Token);

        Assert.Equal(0, empty.ReceivedBytes);
        Assert.False(relay.Completion.IsCompleted);
    }

    private static Clock Clock() => new(TimeProvider.System);

    private static Socket Open()
    {
        Socket socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return socket;
    }

    private static byte[] Question(Socket client, byte round) => [round, .. BitConverter.GetBytes(((IPEndPoint)client.LocalEndPoint!).Port)];

    private static async Task EchoAsync(Socket server, CancellationToken cancellation)
    {
        byte[] buffer = new byte[2048];
        while (true)
        {
            SocketReceiveFromResult result = await server.ReceiveFromAsync(buffer, SocketFlags.None, new IPEndPoint(IPAddress.Any, 0), cancellation);
            await server.SendToAsync(buffer.AsMemory(0, result.ReceivedBytes), SocketFlags.None, result.RemoteEndPoint, cancellation);
        }
    }
}
