using System.Net;
using System.Net.Quic;
using System.Net.Security;
using System.Reflection;
using System.Security.Cryptography.X509Certificates;

namespace Ojo.Extensions.Tests.Network;

/// <summary>What System.Net.Quic says: of a real connection where the system has the library that it needs, else when it is made to speak.</summary>
[Collection(nameof(WholeProcess))]
public sealed class QuicEventsTests : IDisposable
{
    private readonly RecordingTracer _recording = new();

    [Fact]
    public async Task Quic_s_events_are_kept_as_text()
    {
        OjoNetworkOptions options = new();
        options.Sources.Add(NetworkSource.Quic);
        using (new OjoNetworkListener(_recording.Tracer, options))
        {
            if ((OperatingSystem.IsLinux() || OperatingSystem.IsWindows() || OperatingSystem.IsMacOS()) && QuicListener.IsSupported)
            {
                await ConnectAsync();
            }
            else
            {
                Speak("Received event CONNECTED");
            }
        }

        List<BridgeEvents.EventSourceEventEvent> events =
            [.. _recording.Read<BridgeEvents.EventSourceEventEvent>(BridgeEvents.EventSourceEventEvent.TryDecode).Select(static e => e.Event)];
        Assert.All(events, static e => Assert.Equal(NetworkSource.Quic, e.Source));
        Assert.Contains(events, static e =>
            e.Name == "Info" && e.Values.StartsWith("thisOrContextObject=", StringComparison.Ordinal) && e.Values.Contains("CONNECTED", StringComparison.Ordinal));
    }

    public void Dispose() => _recording.Dispose();

    /// <summary>Calls what its connections call.</summary>
    private static void Speak(string message)
    {
        MethodInfo? info = typeof(QuicListener).Assembly.GetType("System.Net.NetEventSource")
            ?.GetMethod("Info", BindingFlags.Public | BindingFlags.Static, [typeof(object), typeof(object), typeof(string)]);
        Assert.NotNull(info);
        info.Invoke(null, ["[conn][0x7F10]", message, "HandleEventConnected"]);
    }

    [System.Runtime.Versioning.SupportedOSPlatform("linux")]
    [System.Runtime.Versioning.SupportedOSPlatform("windows")]
    [System.Runtime.Versioning.SupportedOSPlatform("macos")]
    private static async Task ConnectAsync()
    {
        using X509Certificate2 certificate = Certificates.SelfSigned();
        SslApplicationProtocol protocol = new("ojo");
        QuicServerConnectionOptions serverOptions = new()
        {
            DefaultStreamErrorCode = 1,
            DefaultCloseErrorCode = 1,
            ServerAuthenticationOptions = new SslServerAuthenticationOptions { ServerCertificate = certificate, ApplicationProtocols = [protocol] },
        };
        await using QuicListener listener = await QuicListener.ListenAsync(new QuicListenerOptions
        {
            ListenEndPoint = new IPEndPoint(IPAddress.Loopback, 0),
            ApplicationProtocols = [protocol],
            ConnectionOptionsCallback = (_, _, _) => ValueTask.FromResult(serverOptions),
        });
        Task<QuicConnection> accepting = listener.AcceptConnectionAsync().AsTask();
        await using QuicConnection client = await QuicConnection.ConnectAsync(new QuicClientConnectionOptions
        {
            RemoteEndPoint = listener.LocalEndPoint,
            DefaultStreamErrorCode = 1,
            DefaultCloseErrorCode = 1,
            ClientAuthenticationOptions = new SslClientAuthenticationOptions
            {
                TargetHost = "localhost",
                ApplicationProtocols = [protocol],
                RemoteCertificateValidationCallback = (_, presented, _, _) => certificate.Equals(presented),
            },
        });
        await using QuicConnection server = await accepting;
        await client.CloseAsync(0);
    }
}
