using Ojo.Clocks;

namespace Ojo.Benchmarks.Recording;

/// <summary>Who is measured, and what each has reached.</summary>
internal sealed class RecordingContest : IDisposable
{
    private readonly List<string> _absent = [];

    public RecordingContest(Peers peers, TempDirectory directory)
    {
        Nothing = Add(new LocalContestant("nothing", Peers.Nothing) { Ways = Ways.SingleCalls, Label = "nothing" });
        Clock = Add(new LocalContestant("`Stopwatch.GetTimestamp` alone", peers.Clock) { Label = "Stopwatch.GetTimestamp" });
        Counter = TimestampCounter.Source.Missing is null
            ? Add(new LocalContestant("the processor's counter alone", peers.Counter) { Label = "the counter" })
            : null;
        ByStopwatch = Add(new LocalContestant(
            "**Ojo, one word, by Stopwatch** (`RecordPacketSent`), flusher draining to disk", peers.RecordByStopwatch, peers.ByStopwatch.Flush, () => peers.ByStopwatch.Statistics.Lost)
        {
            Bar = "≤ 1.2 ×",
            Label = "Ojo, by Stopwatch",
        });
        if (Counter is not null)
        {
            ByCounter = Add(new LocalContestant($"**Ojo, one word, by the counter** (`{peers.Tracer.Run!.Clock}`)", peers.Record, peers.Tracer.Flush, () => peers.Tracer.Statistics.Lost)
            {
                Bar = "≤ 0.6 ×",
                Label = "Ojo, by the counter",
            });
        }
        else
        {
            _absent.Add($"the processor's counter: {TimestampCounter.Source.Missing}");
        }

        Add(new LocalContestant("Ojo, one word, a flight recorder of 64 MiB, by the default clock", peers.RecordInFlight, dropped: () => peers.FlightRecorder.Statistics.Lost)
        {
            Ways = Ways.Loop | Ways.TwoThreads,
        });
        Add(new LocalContestant("Ojo, two words (this and what follows by the default clock)", peers.RecordTwoWords, peers.Tracer.Flush) { Ways = Ways.Loop });
        Add(new LocalContestant("Ojo, three words (`RecordStreamDataSent`)", peers.RecordThreeWords, peers.Tracer.Flush) { Ways = Ways.Loop });
        Add(new LocalContestant("`Tracer.Intern` of a known string of 14 characters", peers.InternKnown) { Ways = Ways.Loop });
        Add(new LocalContestant("Ojo, one word that is such a string", peers.RecordKnownString, peers.Tracer.Flush) { Ways = Ways.Loop });
        Add(new LocalContestant("Ojo, one word and a text of 16 characters (four records)", peers.RecordText, peers.Tracer.Flush) { Ways = Ways.Loop });
        Off = Add(new LocalContestant("Ojo, switched off", peers.RecordSwitchedOff) { Ways = Ways.Loop, Bar = "≤ 1 ns" });
        Add(new LocalContestant("Ojo, of a flow that is not sampled", peers.RecordLeftOut) { Ways = Ways.Loop });
        Add(Ring("one ring for all threads, compare-and-exchange", "one ring, compare-and-exchange", peers.ExchangeRingWrite, peers.ExchangeRing));
        Add(Ring("one ring for all threads, fetch-and-add", "one ring, fetch-and-add", peers.AddRingWrite, peers.AddRing));
        Lttng = TryAdd("LTTng-UST", () => new LttngContestant(directory) { Label = "LTTng-UST, from C" });
        Add(new LocalContestant("EventSource to a listener", PeerEventSource.Write) { Label = "EventSource to a listener" });
        TryAdd("EventPipe", () => new EventPipeContestant(directory) { CallsPerRound = 20_000, Label = "EventSource to EventPipe" });
        Add(new LocalContestant("LoggerMessage, switched off", peers.LogToNothing) { Ways = Ways.Loop });
        Add(new LocalContestant("LoggerMessage to a file", peers.LogToFile) { Waits = true, Label = "LoggerMessage to a file" });
        Add(new LocalContestant("Activity with a listener", peers.StartActivity) { CallsPerRound = 20_000, Label = "Activity with a listener" });
    }

    public List<Standing> Standings { get; } = [];

    public Standing Nothing { get; }

    public Standing Clock { get; }

    /// <summary>The processor's counter; null where there is none that can be trusted.</summary>
    public Standing? Counter { get; }

    /// <summary>An event that is timed by Stopwatch.</summary>
    public Standing ByStopwatch { get; }

    /// <summary>An event that is timed by the counter; null where there is none.</summary>
    public Standing? ByCounter { get; }

    public Standing Off { get; }

    /// <summary>Null where it is not installed.</summary>
    public Standing? Lttng { get; }

    /// <summary>Whom this machine lacks, and why, in a sentence each.</summary>
    public IReadOnlyList<string> Absent => _absent;

    public IEnumerable<Standing> Measured(Ways way) => Standings.Where(standing => standing.Contestant.Ways.HasFlag(way));

    public void Dispose() => Standings.ForEach(static standing => standing.Contestant.Dispose());

    private static LocalContestant Ring(string name, string label, Action<int> loop, SharedRing ring) =>
        new(name, loop, ring.Drain, () => ring.Rejected) { Label = label };

    private Standing Add(Contestant contestant)
    {
        Standing standing = new(contestant);
        Standings.Add(standing);
        return standing;
    }

    private Standing? TryAdd(string name, Func<Contestant> make)
    {
        try
        {
            return Add(make());
        }
        catch (InvalidOperationException exception)
        {
            _absent.Add($"{name}: {exception.Message}");
            return null;
        }
    }
}
