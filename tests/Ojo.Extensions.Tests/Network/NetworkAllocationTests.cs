using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Ojo.Extensions.Tests.Network;

/// <summary>
/// The runtime's network code allocates no more with the bridge than with a listener that does nothing, on the thread that works.
/// </summary>
/// <remarks>
/// The work is done without other threads' continuations. The median of all rounds counts: in some a pool has no buffer left, or a signature
/// is a byte shorter.
/// </remarks>
[Collection(nameof(WholeProcess))]
public sealed class NetworkAllocationTests : IDisposable
{
    private const int Batches = 20;
    private const int BatchesOfHandshakes = 8;
    private const int Rounds = 20;
    private readonly RecordingTracer _recording = new();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Connecting_and_accepting(bool followActivities)
    {
        using Socket listener = new(SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        EndPoint address = listener.LocalEndPoint!;
        AssertSame(NetworkSource.Sockets, Batches, followActivities, () =>
        {
            using Socket client = new(SocketType.Stream, ProtocolType.Tcp);
            client.Connect(address);
            listener.Accept().Dispose();
        });
        AssertRecorded(
            Batches,
            BridgeEvents.SocketConnectStartedEvent.EventType,
            BridgeEvents.SocketConnectedEvent.EventType,
            BridgeEvents.SocketAcceptStartedEvent.EventType,
            BridgeEvents.SocketAcceptedEvent.EventType);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Looking_up_a_name(bool followActivities)
    {
        AssertSame(NetworkSource.NameResolution, Batches, followActivities, static () => Dns.GetHostAddresses("localhost"));
        AssertRecorded(Batches, BridgeEvents.DnsStartedEvent.EventType, BridgeEvents.DnsStoppedEvent.EventType);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Requesting(bool followActivities)
    {
        using PatientHttpServer server = new();
        using SocketsHttpHandler handler = new() { UseProxy = false, ActivityHeadersPropagator = null };
        using HttpMessageInvoker client = new(handler);
        AssertSame(NetworkSource.Http, Batches, followActivities, () =>
        {
            using HttpRequestMessage request = new(HttpMethod.Get, server.Uri);
            using HttpResponseMessage response = client.Send(request, default);
            Assert.Equal('o', response.Content.ReadAsStream().ReadByte());
            Assert.Equal('k', response.Content.ReadAsStream().ReadByte());
        });
        AssertRecorded(Batches, BridgeEvents.HttpRequestStartedEvent.EventType, BridgeEvents.HttpRequestStoppedEvent.EventType);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Shaking_hands(bool followActivities)
    {
        using X509Certificate2 certificate = Certificates.SelfSigned();
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        AssertSame(NetworkSource.Security, BatchesOfHandshakes, followActivities, () =>
        {
            using TcpClient client = new();
            client.Connect((IPEndPoint)listener.LocalEndpoint);
            using TcpClient server = listener.AcceptTcpClient();
            using SslStream clientStream = new(client.GetStream(), leaveInnerStreamOpen: false, (_, presented, _, _) => certificate.Equals(presented));
            using SslStream serverStream = new(server.GetStream());
            Thread serving = new(() => serverStream.AuthenticateAsServer(certificate, clientCertificateRequired: false, SslProtocols.Tls12, checkCertificateRevocation: false));
            serving.Start();
            clientStream.AuthenticateAsClient("localhost", null, SslProtocols.Tls12, checkCertificateRevocation: false);
            serving.Join();
        });
        AssertRecorded(
            BatchesOfHandshakes,
            BridgeEvents.TlsHandshakeStartedEvent.EventType,
            BridgeEvents.TlsHandshakeStartedEvent.EventType,
            BridgeEvents.TlsHandshakeStoppedEvent.EventType,
            BridgeEvents.TlsHandshakeStoppedEvent.EventType);
    }

    public void Dispose() => _recording.Dispose();

    /// <summary>Each so often as it stands here, in each round with the bridge.</summary>
    private void AssertRecorded(int batches, params uint[] types)
    {
        Dictionary<uint, int> recorded = _recording.ReadTypes().CountBy(static type => type).ToDictionary();
        Assert.All(types.CountBy(static type => type), type => Assert.Equal(type.Value * batches * Rounds, recorded.GetValueOrDefault(type.Key)));
    }

    private void AssertSame(string source, int batches, bool followActivities, Action work)
    {
        OjoNetworkOptions options = new() { FollowActivities = followActivities };
        options.Sources.Add(source);
        List<long> alone = [];
        List<long> bridged = [];
        for (int batch = 0; batch < batches; batch++)
        {
            using (EmptyListener empty = new(options))
            {
                Repeat(work, alone);
                Assert.True(empty.Count > 0);
            }

            using (new OjoNetworkListener(_recording.Tracer, options))
            {
                Repeat(work, bridged);
            }
        }

        Assert.InRange(Median(bridged), 0, Median(alone));
    }

    private static void Repeat(Action work, List<long> allocated)
    {
        for (int round = 0; round < Rounds; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            work();
            allocated.Add(GC.GetAllocatedBytesForCurrentThread() - before);
        }
    }

    private static long Median(List<long> values) => values.Order().ElementAt(values.Count / 2);
}
