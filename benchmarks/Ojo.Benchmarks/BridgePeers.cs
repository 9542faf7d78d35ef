using System.Diagnostics;
using System.Net;
using Microsoft.Extensions.Logging;
using Ojo.Benchmarks.Recording;
using Ojo.Extensions;

namespace Ojo.Benchmarks;

/// <summary>Sources of events with nobody but an empty listener, and the same with a bridge.</summary>
internal sealed class BridgePeers : IDisposable
{
    private const int Calls = 20_000;
    private const int NetworkCalls = 400;

    private readonly TempDirectory _directory = new();
    private readonly FormattingLogger _formatting = new();
    private readonly OjoLoggerProvider _logs;
    private readonly OjoLoggerProvider _texts;
    private readonly ActivitySource _activities = new("Ojo.Benchmarks.Bridges");
    private readonly ActivityListener _sampling;
    private readonly LoopbackConnections _connections = new();

    public BridgePeers()
    {
        Tracer = Tracer.Create(new TracerOptions { Directory = _directory.Path });
        _logs = new OjoLoggerProvider(Tracer);
        _texts = new OjoLoggerProvider(Tracer, new OjoLoggerOptions { IncludeValues = false });
        _sampling = new ActivityListener
        {
            ShouldListenTo = source => source == _activities,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
        };
        ActivitySource.AddActivityListener(_sampling);
        Contests =
        [
            new("LoggerMessage, two values; alone: a logger that formats", Calls, Logs(_formatting), Logs(_logs.CreateLogger("Ojo.Benchmarks"))),
            new("the same without values in the trace", Calls, Logs(_formatting), Logs(_texts.CreateLogger("Ojo.Benchmarks"))),
            new(
                "ActivitySource, one tag; alone: a listener that samples",
                Calls,
                new Listening(static () => null, StartActivities),
                new Listening(ListenToActivities, StartActivities)),
            Network("EventSource, kept as text; alone: a listener that does nothing", Calls, PeerEventSource.Log.Name, WriteEvents),
            Network("sockets, a connect and an accept (four events); alone: likewise", NetworkCalls, "System.Net.Sockets", _connections.Connect),
            Network("names, a look-up (two events); alone: likewise", NetworkCalls, "System.Net.NameResolution", LookUp),
        ];
    }

    public Tracer Tracer { get; }

    public IReadOnlyList<BridgeContest> Contests { get; }

    public void Dispose()
    {
        _connections.Dispose();
        _sampling.Dispose();
        _activities.Dispose();
        _logs.Dispose();
        _texts.Dispose();
        Tracer.Dispose();
        _directory.Dispose();
    }

    private static Listening Logs(ILogger logger) => new(static () => null, calls =>
    {
        for (int n = 0; n < calls; n++)
        {
            PeerLog.PacketSent(logger, 7, (ulong)n);
        }
    });

    private OjoActivityListener ListenToActivities()
    {
        OjoActivityOptions options = new();
        options.Sources.Add(_activities.Name);
        return new OjoActivityListener(Tracer, options);
    }

    private BridgeContest Network(string name, int calls, string source, Action<int> loop)
    {
        OjoNetworkOptions options = new() { FollowActivities = false };
        options.Sources.Add(source);
        return new BridgeContest(
            name, calls, new Listening(() => new IdleListener(source), loop), new Listening(() => new OjoNetworkListener(Tracer, options), loop));
    }

    private void StartActivities(int calls)
    {
        for (int n = 0; n < calls; n++)
        {
            using Activity? activity = _activities.StartActivity("PacketSent");
            activity?.SetTag("peer", "peer-1.example");
        }
    }

    private static void WriteEvents(int calls)
    {
        for (int n = 0; n < calls; n++)
        {
            PeerEventSource.Log.PacketSent(7, n);
        }
    }

    private static void LookUp(int calls)
    {
        for (int n = 0; n < calls; n++)
        {
            Dns.GetHostAddresses("localhost");
        }
    }
}
