using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Ojo.Benchmarks.Recording;
using Ojo.Extensions;

namespace Ojo.Benchmarks;

/// <summary>Sources of events with nobody but an empty listener, and the same with a bridge.</summary>
internal sealed class BridgePeers : IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly FormattingLogger _formatting = new();
    private readonly OjoLoggerProvider _logs;
    private readonly OjoLoggerProvider _texts;
    private readonly ILogger _logger;
    private readonly ILogger _textLogger;
    private readonly ActivitySource _activities = new("Ojo.Benchmarks.Bridges");
    private readonly ActivityListener _sampling;

    public BridgePeers()
    {
        Tracer = Tracer.Create(new TracerOptions { Directory = _directory.Path });
        _logs = new OjoLoggerProvider(Tracer);
        _texts = new OjoLoggerProvider(Tracer, new OjoLoggerOptions { IncludeValues = false });
        _logger = _logs.CreateLogger("Ojo.Benchmarks");
        _textLogger = _texts.CreateLogger("Ojo.Benchmarks");
        _sampling = new ActivityListener
        {
            ShouldListenTo = source => source == _activities,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
        };
        ActivitySource.AddActivityListener(_sampling);
    }

    public Tracer Tracer { get; }

    public void FormatMessages(int calls) => Log(_formatting, calls);

    public void RecordMessages(int calls) => Log(_logger, calls);

    public void RecordMessageTexts(int calls) => Log(_textLogger, calls);

    public void StartActivities(int calls)
    {
        for (int n = 0; n < calls; n++)
        {
            using Activity? activity = _activities.StartActivity("PacketSent");
            activity?.SetTag("peer", "peer-1.example");
        }
    }

    public void RecordActivities(int calls)
    {
        OjoActivityOptions options = new();
        options.Sources.Add(_activities.Name);
        using OjoActivityListener listener = new(Tracer, options);
        StartActivities(calls);
    }

    public void WriteEvents(int calls)
    {
        using CountingListener listener = new();
        Write(calls);
    }

    public void RecordEvents(int calls)
    {
        OjoNetworkOptions options = new() { FollowActivities = false };
        options.Sources.Add(PeerEventSource.Log.Name);
        using OjoNetworkListener listener = new(Tracer, options);
        Write(calls);
    }

    public void Dispose()
    {
        _sampling.Dispose();
        _activities.Dispose();
        _logs.Dispose();
        _texts.Dispose();
        Tracer.Dispose();
        _directory.Dispose();
    }

    private static void Write(int calls)
    {
        for (int n = 0; n < calls; n++)
        {
            PeerEventSource.Log.PacketSent(7, n);
        }
    }

    private static void Log(ILogger logger, int calls)
    {
        for (int n = 0; n < calls; n++)
        {
            PeerLog.PacketSent(logger, 7, (ulong)n);
        }
    }
}
