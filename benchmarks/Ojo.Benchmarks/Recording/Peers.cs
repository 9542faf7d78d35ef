using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Ojo.Clocks;

namespace Ojo.Benchmarks.Recording;

/// <summary>A tracer, and what else records an event with two values, each in a loop of calls.</summary>
internal sealed class Peers : IDisposable
{
    private const long FlightRecorderBytes = 64L << 20;
    private static readonly string[] s_names = [.. Enumerable.Range(0, 8).Select(static n => $"peer-{n}.example")];
    private readonly TempDirectory _directory = new();
    private readonly FileLoggerProvider _fileLogger;
    private readonly ActivitySource _activities = new("Ojo.Benchmarks.Peer");
    private readonly ActivityListener _activityListener;
    private readonly CountingListener _eventListener = new();
    private readonly uint _leftOut;
    private long _sink;

    public Peers()
    {
        Tracer = Tracer.Create(new TracerOptions { Directory = Path.Combine(_directory.Path, "on") });
        ByStopwatch = Tracer.Create(new TracerOptions { Directory = Path.Combine(_directory.Path, "stopwatch"), Clock = TraceClock.Stopwatch });
        FlightRecorder = Tracer.Create(new TracerOptions
        {
            Directory = Path.Combine(_directory.Path, "flight"),
            Mode = TracerMode.FlightRecorder,
            BufferSize = FlightRecorderBytes,
        });
        OneFlowInTwo = Tracer.Create(new TracerOptions { Directory = Path.Combine(_directory.Path, "sampled"), FlowSampling = 2 });
        _leftOut = Enumerable.Range(1, 1000).Select(static flow => (uint)flow).First(flow => !OneFlowInTwo.IsSampled(flow));
        SwitchedOff = Tracer.Create(new TracerOptions { Directory = Path.Combine(_directory.Path, "off"), Filter = "*:off" });
        _fileLogger = new FileLoggerProvider(Path.Combine(_directory.Path, "peer.log"));
        _activityListener = new ActivityListener
        {
            ShouldListenTo = source => source == _activities,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
        };
        ActivitySource.AddActivityListener(_activityListener);
    }

    /// <summary>With the default clock, which is the counter where there is one.</summary>
    public Tracer Tracer { get; }

    /// <summary>One whose events are timed by Stopwatch.</summary>
    public Tracer ByStopwatch { get; }

    /// <summary>One that keeps the newest events, with the default clock.</summary>
    public Tracer FlightRecorder { get; }

    /// <summary>One that leaves half of the flows out.</summary>
    public Tracer OneFlowInTwo { get; }

    public Tracer SwitchedOff { get; }

    /// <summary>A ring whose slots are claimed by compare-and-exchange.</summary>
    public SharedRing ExchangeRing { get; } = new();

    /// <summary>A ring whose slots are claimed by fetch-and-add.</summary>
    public SharedRing AddRing { get; } = new();

    /// <summary>What surrounds a call, without one.</summary>
    public static void Nothing(int calls)
    {
        for (int n = 0; n < calls; n++)
        {
        }
    }

    public void Clock(int calls)
    {
        long sum = 0;
        for (int n = 0; n < calls; n++)
        {
            sum += Stopwatch.GetTimestamp();
        }

        _sink = sum;
    }

    public void Counter(int calls)
    {
        nint counter = TimestampCounter.Source.Code;
        long sum = 0;
        for (int n = 0; counter != 0 && n < calls; n++)
        {
            sum += CounterSource.Read(counter);
        }

        _sink = sum;
    }

    public void Record(int calls) => Record(Tracer, calls);

    public void RecordByStopwatch(int calls) => Record(ByStopwatch, calls);

    public void RecordInFlight(int calls) => Record(FlightRecorder, calls);

    public void RecordLeftOut(int calls) => Record(OneFlowInTwo, calls, _leftOut);

    public void RecordSwitchedOff(int calls) => Record(SwitchedOff, calls);

    public void RecordTwoWords(int calls)
    {
        for (int n = 0; n < calls; n++)
        {
            Tracer.Write(7, 0x10001, (ulong)n, (ulong)n);
        }
    }

    public void RecordThreeWords(int calls)
    {
        for (int n = 0; n < calls; n++)
        {
            Tracer.RecordStreamDataSent(7, (ulong)n, (ulong)n, 1200);
        }
    }

    public void InternKnown(int calls)
    {
        uint sum = 0;
        for (int n = 0; n < calls; n++)
        {
            sum += Tracer.Intern(s_names[n & 7]);
        }

        _sink = sum;
    }

    public void RecordKnownString(int calls)
    {
        for (int n = 0; n < calls; n++)
        {
            Tracer.Write(7, 0x10001, Tracer.Intern(s_names[n & 7]));
        }
    }

    public void RecordText(int calls)
    {
        for (int n = 0; n < calls; n++)
        {
            Tracer.Write(7, 0x10001, [(ulong)n], "sixteen letters.");
        }
    }

    public void ExchangeRingWrite(int calls)
    {
        for (int n = 0; n < calls; n++)
        {
            ExchangeRing.TryWrite(7, 2, (ulong)n);
        }
    }

    public void AddRingWrite(int calls)
    {
        for (int n = 0; n < calls; n++)
        {
            AddRing.Write(7, 2, (ulong)n);
        }
    }

    public void LogToFile(int calls) => Log(_fileLogger, calls);

    public void LogToNothing(int calls) => Log(NullLogger.Instance, calls);

    public void StartActivity(int calls)
    {
        for (int n = 0; n < calls; n++)
        {
            using Activity? activity = _activities.StartActivity("PacketSent");
            activity?.SetTag("packet_number", n);
        }
    }

    public void Dispose()
    {
        Tracer.Dispose();
        ByStopwatch.Dispose();
        FlightRecorder.Dispose();
        OneFlowInTwo.Dispose();
        SwitchedOff.Dispose();
        ExchangeRing.Dispose();
        AddRing.Dispose();
        _eventListener.Dispose();
        _activityListener.Dispose();
        _activities.Dispose();
        _fileLogger.Dispose();
        _directory.Dispose();
        GC.KeepAlive(_sink);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Record(Tracer tracer, int calls, uint flow = 7)
    {
        for (int n = 0; n < calls; n++)
        {
            tracer.RecordPacketSent(flow, (ulong)n);
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
