using System.Globalization;

using Ojo.Benchmarks.Reporting;

namespace Ojo.Benchmarks.Recording;

/// <summary>What recording should cost, and what the run shows of the reason where it costs more.</summary>
internal static class RecordingBars
{
    private const double LeastEventsPerSecond = 10e6;

    public static IEnumerable<Bar> Of(RecordingContest contest, SustainedRate sustained)
    {
        Standing clock = contest.Clock;
        yield return Cost("by `Stopwatch`", contest.ByStopwatch, clock, clock, 1.2, "≤ 1.2 × GetTimestamp");
        if (contest.ByCounter is { } byCounter)
        {
            yield return Cost("by the counter", byCounter, clock, contest.Counter!, 0.6, "≤ 0.6 × GetTimestamp");
            if (contest.Lttng is { } lttng)
            {
                yield return Cost("by the counter", byCounter, lttng, contest.Counter!, 0.2, "≤ 0.2 × LTTng-UST");
            }
        }

        (string How, Standing Record, Standing Clock)[] records = contest.ByCounter is null
            ? [("by `Stopwatch`", contest.ByStopwatch, clock)]
            : [("by `Stopwatch`", contest.ByStopwatch, clock), ("by the counter", contest.ByCounter, contest.Counter!)];
        foreach ((string how, Standing record, Standing itsClock) in records)
        {
            yield return TwoWriters(how, record, itsClock);
            yield return Tail(how, "p99", 2, record, contest.Nothing.Warm, static times => times.P99);
            yield return Tail(how, "p99.9", 10, record, contest.Nothing.Warm, static times => times.P999);
            yield return new Bar($"allocated by an event, {how}", "0 B", Text($"{record.Bytes:F0} B"), record.Bytes == 0, "");
        }

        yield return new Bar(
            "an event that is switched off", "≤ 1 ns", Text($"{contest.Off.OneThread:F1} ns"), contest.Off.OneThread <= 1, "");
        yield return new Bar(
            "sustained to disk from 2 threads, nothing dropped",
            "≥ 10 M events/s",
            Text($"{sustained.Recorded / 1e6:F1} M/s, {sustained.Lost} dropped"),
            sustained is { Lost: 0 } && sustained.Recorded >= 0.995 * LeastEventsPerSecond,
            sustained.Lost > 0
                ? Text($"the flusher brought {sustained.Bytes / 1e6 / sustained.Written.TotalSeconds:F0} MB/s into files, of {LeastEventsPerSecond * 24 / 1e6:F0} MB/s; writers and flusher share {Environment.ProcessorCount} processors")
                : "the writers did not get the processor often enough to ask for as much; nothing was dropped");
    }

    public static string Percent(double? share) => Text($"{Math.Round(100 * (share ?? 0)):+0;-0;0} %");

    private static Bar Cost(string how, Standing record, Standing measure, Standing itsClock, double limit, string text)
    {
        double? ratio = record.OneThread / measure.OneThread;
        return new Bar(
            $"an event, {how}, flusher draining to disk",
            text,
            Text($"{record.OneThread:F1} ns, {ratio:F2} ×"),
            ratio <= limit,
            Text($"its clock is {itsClock.OneThread:F1} ns of it, everything else {record.OneThread - itsClock.OneThread:F1} ns"));
    }

    private static Bar TwoWriters(string how, Standing record, Standing itsClock) => new(
        $"two writers instead of one, {how}, ns per event and thread",
        "within 10 %",
        record.Change is { } change ? Percent(change) : "not measured: the two never ran at once",
        record.Change is { } measured ? measured <= 0.1 : null,
        itsClock.Change is { } ofClock ? $"of two threads that only read the clock: {Percent(ofClock)}" : "the machine was too busy");

    /// <summary>A call at its median costs what the loop says; by how much more others cost is free of what reading the clock costs.</summary>
    private static Bar Tail(string how, string name, int limit, Standing standing, CallTimes nothing, Func<CallTimes, double> part)
    {
        CallTimes record = standing.Warm;
        bool isMeasured = record.Calls > 0 && nothing.Calls > 0;
        double? median = standing.OneThread;
        double more = part(record) - record.P50;
        return new Bar(
            $"{name} of single calls, {how}, preemption aside",
            $"≤ {limit} × the median",
            isMeasured ? Text($"{median + more:F1} ns, {(median + more) / median:F1} ×") : "not measured: every call was interrupted",
            isMeasured ? median + more <= limit * median : null,
            Text($"{more:F0} ns above the median; with no call between the two readings of the clock, {name} is {part(nothing) - nothing.P50:F0} ns above it"));
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
