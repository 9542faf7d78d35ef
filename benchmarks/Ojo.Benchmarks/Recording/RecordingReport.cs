using System.Globalization;

using Ojo.Benchmarks.Reporting;

namespace Ojo.Benchmarks.Recording;

/// <summary>The tables of a contest.</summary>
internal sealed class RecordingReport(RecordingContest contest, SustainedRate sustained, TextWriter output)
{
    public void WriteBars()
    {
        Line($"| what | bar | measured | met | cause |");
        Line($"|---|---|---|---|---|");
        foreach (Bar bar in RecordingBars.Of(contest, sustained))
        {
            output.WriteLine(bar);
        }
    }

    public void WriteLoops(int rounds)
    {
        Heading("In a loop");
        Line($"One thread. The best of {rounds} rounds of 100,000 calls (20,000 of what is slow), in turns; the thread's own time.");
        Line($"");
        Line($"| what | ns per call | × GetTimestamp | bar | bytes allocated |");
        Line($"|---|---|---|---|---|");
        foreach (Standing standing in contest.Measured(Ways.Loop))
        {
            Contestant contestant = standing.Contestant;
            Line($"| {contestant.Name} | {standing.OneThread:F1} | {standing.OneThread / contest.Clock.OneThread:F2} | {contestant.Bar} | {standing.Bytes:F0} |");
        }

        foreach (string absent in contest.Absent)
        {
            Line($"");
            Line($"Not measured here: {absent}");
        }
    }

    public void WriteTwoThreads()
    {
        Heading("Two threads at once");
        Line($"Nanoseconds per event and thread, of rounds in which the two overlapped by 90 %, in turns with rounds of one.");
        Line($"");
        Line($"| what | one thread | two threads | change |");
        Line($"|---|---|---|---|");
        foreach (Standing standing in contest.Measured(Ways.TwoThreads))
        {
            string two = standing.TwoThreads is null
                ? "the two never overlapped: the machine was too busy | "
                : Text($"{standing.TwoThreads:F1} | {RecordingBars.Percent(standing.Change)}");
            Line($"| {standing.Contestant.Name} | {standing.OneBesideTwo:F1} | {two} |");
        }
    }

    public void WriteSingleCalls(int warm, int cold)
    {
        Heading("Single calls");
        Line($"Nanoseconds on the wall between two readings of the clock, whose own cost is in every row. Of {warm:N0} calls one after the other; and of {cold:N0} calls, each after 32 MiB of other memory went through the caches.");
        Line($"");
        Line($"| call | p50 | p99 | p99.9 | p99 / p50 | p99.9 / p50 | cold p50 | cold p90 |");
        Line($"|---|---|---|---|---|---|---|---|");
        foreach (Standing standing in contest.Measured(Ways.SingleCalls))
        {
            CallTimes times = standing.Warm;
            string of = times.Calls == 0
                ? "interrupted | | | |"
                : Text($"{times.P50:F0} | {times.P99:F0} | {times.P999:F0} | {times.P99 / times.P50:F1} | {times.P999 / times.P50:F1}");
            string cold50 = standing.Cold.Calls == 0 ? "interrupted | " : Text($"{standing.Cold.P50:F0} | {standing.Cold.P90:F0}");
            Line($"| {standing.Contestant.Name} | {of} | {cold50} |");
        }
    }

    public void WriteSustained()
    {
        Heading("Sustained to disk");
        Line($"{SustainedRate.Writers} threads, {sustained.Duration.TotalSeconds:F0} s, each recording a burst every {SustainedRate.Burst.TotalMilliseconds:F0} ms; the default buffer of 512 MiB.");
        Line($"");
        Line($"| asked for | recorded | dropped | in files after | bytes written |");
        Line($"|---|---|---|---|---|");
        Line($"| {SustainedRate.Asked / 1e6:F0} M/s | {sustained.Recorded / 1e6:F1} M/s | {sustained.Lost} | {sustained.Written.TotalSeconds:F1} s | {sustained.Bytes / 1e6:F0} MB |");
    }

    /// <summary>Ends the contestants, which then say what they have dropped.</summary>
    public void WriteDrops()
    {
        Heading("Dropped");
        Line($"Events that did not find room in all of the above; whoever drops has an easier life.");
        Line($"");
        Line($"| what | dropped |");
        Line($"|---|---|");
        foreach (Standing standing in contest.Standings)
        {
            if (standing.Contestant.Finish() is { } dropped)
            {
                Line($"| {standing.Contestant.Name} | {dropped} |");
            }
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private void Heading(string text)
    {
        Line($"");
        Line($"### {text}");
        Line($"");
    }

    private void Line(FormattableString text) => output.WriteLine(Text(text));
}
