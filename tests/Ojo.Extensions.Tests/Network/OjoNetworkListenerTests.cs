using System.Diagnostics;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Ojo.Extensions.Tests.Network;

[Collection(nameof(WholeProcess))]
public sealed class OjoNetworkListenerTests : IDisposable
{
    private readonly RecordingTracer _recording = new();

    [Fact]
    public async Task A_connection_is_recorded_from_both_ends()
    {
        IPEndPoint address;
        using (new OjoNetworkListener(_recording.Tracer))
        {
            using TcpListener listener = new(IPAddress.Loopback, 0);
            listener.Start();
            address = (IPEndPoint)listener.LocalEndpoint;
            using TcpClient client = new();
            Task<Socket> accepting = listener.AcceptSocketAsync();
            await client.ConnectAsync(address);
            (await accepting).Dispose();
        }

        (uint flow, BridgeEvents.SocketConnectStartedEvent started) = Assert.Single(
            _recording.Read<BridgeEvents.SocketConnectStartedEvent>(BridgeEvents.SocketConnectStartedEvent.TryDecode));
        Assert.Equal(address.ToString(), started.Peer);
        (uint connected, _) = Assert.Single(_recording.Read<BridgeEvents.SocketConnectedEvent>(BridgeEvents.SocketConnectedEvent.TryDecode));
        Assert.Equal(flow, connected);
        Assert.NotEqual(0u, flow);

        (uint acceptFlow, BridgeEvents.SocketAcceptStartedEvent accept) = Assert.Single(
            _recording.Read<BridgeEvents.SocketAcceptStartedEvent>(BridgeEvents.SocketAcceptStartedEvent.TryDecode));
        Assert.Equal("127.0.0.1:0", accept.Local); // The port as it was bound, which left the choice to the system.
        (uint accepted, _) = Assert.Single(_recording.Read<BridgeEvents.SocketAcceptedEvent>(BridgeEvents.SocketAcceptedEvent.TryDecode));
        Assert.Equal(acceptFlow, accepted);
        Assert.NotEqual(flow, accepted);
    }

    [Fact]
    public async Task A_refused_connection_has_failed_and_is_not_called_open()
    {
        int port;
        using (TcpListener taken = new(IPAddress.Loopback, 0))
        {
            taken.Start();
            port = ((IPEndPoint)taken.LocalEndpoint).Port;
        }

        using (new OjoNetworkListener(_recording.Tracer))
        using (TcpClient client = new())
        {
            await Assert.ThrowsAsync<SocketException>(() => client.ConnectAsync(IPAddress.Loopback, port));
        }

        (uint flow, BridgeEvents.SocketConnectFailedEvent failed) = Assert.Single(
            _recording.Read<BridgeEvents.SocketConnectFailedEvent>(BridgeEvents.SocketConnectFailedEvent.TryDecode));
        Assert.Equal((int)SocketError.ConnectionRefused, failed.Error);
        Assert.Equal(flow, Assert.Single(_recording.Read<BridgeEvents.SocketConnectStartedEvent>(BridgeEvents.SocketConnectStartedEvent.TryDecode)).FlowId);
        Assert.Empty(_recording.Read<BridgeEvents.SocketConnectedEvent>(BridgeEvents.SocketConnectedEvent.TryDecode));
    }

    [Fact]
    public async Task A_name_is_recorded_as_it_is_resolved()
    {
        using (new OjoNetworkListener(_recording.Tracer))
        {
            await Dns.GetHostAddressesAsync("localhost");
            await Assert.ThrowsAnyAsync<SocketException>(() => Dns.GetHostAddressesAsync("no-such-host.invalid"));
        }

        List<(uint FlowId, BridgeEvents.DnsStartedEvent Event)> started = _recording.Read<BridgeEvents.DnsStartedEvent>(BridgeEvents.DnsStartedEvent.TryDecode);
        Assert.Equal(["localhost", "no-such-host.invalid"], started.Select(static e => e.Event.Host));
        Assert.Equal(started[0].FlowId, Assert.Single(_recording.Read<BridgeEvents.DnsStoppedEvent>(BridgeEvents.DnsStoppedEvent.TryDecode)).FlowId);
        Assert.Equal(started[1].FlowId, Assert.Single(_recording.Read<BridgeEvents.DnsFailedEvent>(BridgeEvents.DnsFailedEvent.TryDecode)).FlowId);
    }

    [Fact]
    public async Task A_handshake_is_recorded_from_both_sides()
    {
        await Handshake(static _ => true);

        List<(uint FlowId, BridgeEvents.TlsHandshakeStartedEvent Event)> started = ReadHandshakes();
        Assert.Equal([false, true], started.Select(static e => e.Event.Server).Order());
        Assert.Equal("localhost", started.Single(static e => !e.Event.Server).Event.TargetHost);
        List<(uint FlowId, BridgeEvents.TlsHandshakeStoppedEvent Event)> stopped =
            _recording.Read<BridgeEvents.TlsHandshakeStoppedEvent>(BridgeEvents.TlsHandshakeStoppedEvent.TryDecode);
        Assert.All(stopped, static e => Assert.Equal(TlsVersion.Tls12, e.Event.Protocol));
        Assert.Equal(started.Select(static e => e.FlowId).Order(), stopped.Select(static e => e.FlowId).Order());
    }

    [Fact]
    public async Task A_handshake_that_fails_says_why()
    {
        await Assert.ThrowsAsync<AuthenticationException>(() => Handshake(static _ => false));

        (uint flow, BridgeEvents.TlsHandshakeFailedEvent failed) = Assert.Single(
            _recording.Read<BridgeEvents.TlsHandshakeFailedEvent>(BridgeEvents.TlsHandshakeFailedEvent.TryDecode), static e => !e.Event.Server);
        Assert.NotEqual("", failed.Message);
        Assert.True(failed.Duration > TimeSpan.Zero);
        Assert.Contains(ReadHandshakes(), e => e.FlowId == flow && !e.Event.Server);
    }

    [Fact]
    public async Task A_request_is_recorded_with_its_steps_and_its_connection()
    {
        using (HttpServer server = new("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"))
        {
            using (new OjoNetworkListener(_recording.Tracer))
            using (HttpClient client = new())
            {
                Assert.Equal("ok", await client.GetStringAsync(new Uri(server.Uri, "a?b=c")));
            }

            (uint flow, BridgeEvents.HttpRequestStartedEvent request) = Assert.Single(
                _recording.Read<BridgeEvents.HttpRequestStartedEvent>(BridgeEvents.HttpRequestStartedEvent.TryDecode));
            Assert.Equal(("http", "127.0.0.1", (ushort)server.Uri.Port, "/a?*", (ushort)0x0101), (request.Scheme, request.Host, request.Port, request.Path, request.Version));

            (uint stopFlow, BridgeEvents.HttpRequestStoppedEvent stopped) = Assert.Single(
                _recording.Read<BridgeEvents.HttpRequestStoppedEvent>(BridgeEvents.HttpRequestStoppedEvent.TryDecode));
            Assert.Equal((flow, 200), (stopFlow, stopped.Status));

            (uint connection, BridgeEvents.HttpConnectionOpenedEvent opened) = Assert.Single(
                _recording.Read<BridgeEvents.HttpConnectionOpenedEvent>(BridgeEvents.HttpConnectionOpenedEvent.TryDecode));
            Assert.Equal(("127.0.0.1", (ushort)server.Uri.Port, (ushort)0x0101), (opened.Host, opened.Port, opened.Version));
            (uint closed, BridgeEvents.HttpConnectionClosedEvent closing) = Assert.Single(
                _recording.Read<BridgeEvents.HttpConnectionClosedEvent>(BridgeEvents.HttpConnectionClosedEvent.TryDecode));
            Assert.Equal((connection, opened.ConnectionId), (closed, closing.ConnectionId));

            List<(uint FlowId, BridgeEvents.HttpRequestStateUpdatedEvent Event)> steps =
                _recording.Read<BridgeEvents.HttpRequestStateUpdatedEvent>(BridgeEvents.HttpRequestStateUpdatedEvent.TryDecode);
            Assert.Equal(
                [
                    (HttpStep.SendingHeaders, (long)opened.ConnectionId), (HttpStep.SentHeaders, 0L), (HttpStep.ReceivingHeaders, 0L),
                    (HttpStep.ReceivedHeaders, 200L), (HttpStep.ReceivingContent, 0L), (HttpStep.ReceivedContent, 0L),
                ],
                steps.Select(static e => (e.Event.Step, e.Event.Value)));
            Assert.All(steps, e => Assert.Equal(flow, e.FlowId));

            // The socket connects for the request: its flow is below the request's.
            uint connect = Assert.Single(_recording.Read<BridgeEvents.SocketConnectStartedEvent>(BridgeEvents.SocketConnectStartedEvent.TryDecode)).FlowId;
            Assert.Contains(
                _recording.Read<TransportEvents.StreamLinkParentEvent>(TransportEvents.StreamLinkParentEvent.TryDecode),
                e => e.FlowId == connect && e.Event.ParentFlowId == flow);
        }
    }

    [Fact]
    public async Task A_request_without_an_answer_has_failed_and_is_not_called_answered()
    {
        using HttpServer server = new("");
        using (new OjoNetworkListener(_recording.Tracer))
        using (HttpClient client = new())
        {
            await Assert.ThrowsAsync<HttpRequestException>(() => client.GetStringAsync(server.Uri));
        }

        (uint flow, BridgeEvents.HttpRequestFailedEvent failed) = Assert.Single(
            _recording.Read<BridgeEvents.HttpRequestFailedEvent>(BridgeEvents.HttpRequestFailedEvent.TryDecode));
        Assert.NotEqual("", failed.Message);
        Assert.Equal(flow, Assert.Single(_recording.Read<BridgeEvents.HttpRequestStartedEvent>(BridgeEvents.HttpRequestStartedEvent.TryDecode)).FlowId);
        Assert.Empty(_recording.Read<BridgeEvents.HttpRequestStoppedEvent>(BridgeEvents.HttpRequestStoppedEvent.TryDecode));
    }

    [Fact]
    public void An_event_of_another_source_is_kept_as_text()
    {
        OjoNetworkOptions options = new();
        options.Sources.Add("Ojo-Tests-*");
        using (new OjoNetworkListener(_recording.Tracer, options))
        {
            OtherEventSource.Log.Moved("peer one", 7);
        }

        BridgeEvents.EventSourceEventEvent e = Assert.Single(
            _recording.Read<BridgeEvents.EventSourceEventEvent>(BridgeEvents.EventSourceEventEvent.TryDecode)).Event;
        Assert.Equal(("Ojo-Tests-Other", "Moved", "peer=\"peer one\" hops=7"), (e.Source, e.Name, e.Values));
    }

    [Fact]
    public async Task Without_numbers_of_the_runtime_events_are_in_the_flow_of_the_current_trace()
    {
        using (new OjoNetworkListener(_recording.Tracer, new OjoNetworkOptions { FollowActivities = false }))
        using (Activity activity = new("resolving"))
        {
            activity.SetIdFormat(ActivityIdFormat.W3C).Start();
            await Dns.GetHostAddressesAsync("localhost");
            activity.Stop();
            Assert.Equal(
                ActivityFlow.Of(activity),
                Assert.Single(_recording.Read<BridgeEvents.DnsStartedEvent>(BridgeEvents.DnsStartedEvent.TryDecode)).FlowId);
        }
    }

    [Fact]
    public async Task What_is_filtered_or_left_out_is_not_recorded()
    {
        _recording.Tracer.Filter = "Dns:off";
        OjoNetworkOptions options = new();
        options.ExcludedSources.Add("*.Sockets");
        using (new OjoNetworkListener(_recording.Tracer, options))
        using (TcpListener listener = new(IPAddress.Loopback, 0))
        using (TcpClient client = new())
        {
            listener.Start();
            await client.ConnectAsync((IPEndPoint)listener.LocalEndpoint);
            await Dns.GetHostAddressesAsync("localhost");
        }

        Assert.DoesNotContain(_recording.ReadTypes(), static type => type != BridgeEvents.EventSourceEventEvent.EventType);
    }

    [Fact]
    public void Recording_allocates_nothing_beyond_what_the_source_does()
    {
        OjoNetworkOptions options = new() { FollowActivities = false };
        options.Sources.Add(NetworkSource.NameResolution);
        options.Sources.Add("Ojo-Tests-*");
        long alone;
        using (EmptyListener empty = new(options))
        {
            alone = Allocated();
            Assert.True(empty.Count > 0);
        }

        using (new OjoNetworkListener(_recording.Tracer, options))
        {
            Assert.Equal(alone, Allocated());
        }

        Assert.Equal(200, _recording.Read<BridgeEvents.DnsStoppedEvent>(BridgeEvents.DnsStoppedEvent.TryDecode).Count);
        Assert.Equal(200, _recording.Read<BridgeEvents.EventSourceEventEvent>(BridgeEvents.EventSourceEventEvent.TryDecode).Count);
    }

    public void Dispose() => _recording.Dispose();

    private static long Allocated()
    {
        Resolve(100);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Resolve(100);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static void Resolve(int times)
    {
        for (int i = 0; i < times; i++)
        {
            Dns.GetHostAddresses("localhost");
            OtherEventSource.Log.Moved("peer", i);
        }
    }

    private List<(uint FlowId, BridgeEvents.TlsHandshakeStartedEvent Event)> ReadHandshakes() =>
        _recording.Read<BridgeEvents.TlsHandshakeStartedEvent>(BridgeEvents.TlsHandshakeStartedEvent.TryDecode);

    private async Task Handshake(Func<X509Certificate2, bool> accept)
    {
        using X509Certificate2 certificate = Certificates.SelfSigned();
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        using TcpClient client = new();
        Task<TcpClient> accepting = listener.AcceptTcpClientAsync();
        await client.ConnectAsync((IPEndPoint)listener.LocalEndpoint);
        using TcpClient server = await accepting;
        await using SslStream clientStream = new(client.GetStream(), leaveInnerStreamOpen: false, (_, _, _, _) => accept(certificate));
        await using SslStream serverStream = new(server.GetStream());
        using OjoNetworkListener listening = new(_recording.Tracer);
        Task serving = serverStream.AuthenticateAsServerAsync(certificate, clientCertificateRequired: false, SslProtocols.Tls12, checkCertificateRevocation: false);
        try
        {
            await clientStream.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
            {
                TargetHost = "localhost",
                EnabledSslProtocols = SslProtocols.Tls12,
            });
        }
        finally
        {
            client.Close();
            await serving.ContinueWith(static _ => { }, TaskScheduler.Default);
        }
    }
}
