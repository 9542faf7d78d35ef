using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Sockets;
using Ojo.Storage.Metrics;

namespace Ojo.Watcher.Metrics;

/// <summary>Serves a watcher's metrics over HTTP: one path, one answer, and nothing that a stranger's request can hold up.</summary>
/// <remarks>
/// A few connections at a time, each for one request of a few kilobytes within a few seconds. That needs no web server in a
/// program that otherwise has none.
/// </remarks>
internal sealed class MetricsServer : IDisposable
{
    /// <summary>How many connections are answered at a time; who comes besides is turned away.</summary>
    public const int MostConnections = 16;

    private static readonly TimeSpan s_afterRefusal = TimeSpan.FromMilliseconds(100);

    private readonly TcpListener _listener;
    private readonly PrometheusExporter _exporter;
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _places = new(MostConnections);
    private readonly Task _accepting;

    private MetricsServer(TcpListener listener, PrometheusExporter exporter)
    {
        _listener = listener;
        _exporter = exporter;
        _accepting = Task.Run(AcceptAsync);
    }

    /// <summary>Starts to listen, and tells the log where.</summary>
    /// <returns>Null where no metrics are asked for.</returns>
    /// <exception cref="IOException">The port cannot be had.</exception>
    public static MetricsServer? Start(WatcherOptions options, Meter meter)
    {
        if (options.MetricsPort is not int port)
        {
            return null;
        }

        TcpListener? listener = null;
        try
        {
            listener = new TcpListener(AddressOf(options.MetricsHost), port);
            listener.Start();
        }
        catch (Exception exception) when (exception is SocketException or ArgumentOutOfRangeException)
        {
            listener?.Dispose();
            string remedy = exception is SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse or SocketError.AccessDenied }
                ? "Name another port; 0 takes a free one."
                : "Name an address that this machine has.";
            throw new IOException($"The metrics cannot be served at {options.MetricsHost}, port {port}: {exception.Message}. {remedy}", exception);
        }

        options.Log?.Invoke($"Metrics on http://{listener.LocalEndpoint}/metrics");
        return new MetricsServer(listener, new PrometheusExporter(meter));
    }

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Dispose();
        _accepting.GetAwaiter().GetResult();
        _exporter.Dispose();

        // Answers that are under way end by themselves; they hold on to the source of their cancellation until then.
    }

    private static IPAddress AddressOf(string host) => host switch
    {
        "localhost" => IPAddress.Loopback,
        "*" => IPAddress.Any,
        _ => IPAddress.TryParse(host, out IPAddress? address) ? address : Dns.GetHostAddresses(host)[0],
    };

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                Socket socket = await _listener.AcceptSocketAsync(_stop.Token).ConfigureAwait(false);
                if (_places.Wait(0, CancellationToken.None))
                {
                    _ = AnswerAsync(socket);
                }
                else
                {
                    socket.Dispose();
                }
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (ObjectDisposedException)
            {
                return;
            }
            catch (SocketException)
            {
                // Whoever it was has gone again, or there are too many open files. The latter says itself again at once, and nothing tells
                // when it is over: so without a pause this would keep a processor busy.
                await Task.Delay(s_afterRefusal, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task AnswerAsync(Socket socket)
    {
        try
        {
            using var connection = new MetricsConnection(socket, _exporter);
            await connection.AnswerAsync(_stop.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException or IOException or ObjectDisposedException)
        {
            // Whoever asked does not want the answer any more.
        }
        finally
        {
            _places.Release();
        }
    }
}
