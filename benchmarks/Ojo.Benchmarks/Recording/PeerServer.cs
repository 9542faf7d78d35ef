using System.Globalization;

namespace Ojo.Benchmarks.Recording;

/// <summary>Answers a <see cref="RemoteContestant"/> in the process that it started: a line of input, a line of output.</summary>
/// <remarks>
/// <c>round THREADS CALLS</c> is answered with nanoseconds per call (-1 where the threads did not run at once) and bytes; <c>calls COUNT</c>
/// and <c>cold COUNT</c> with how many calls counted, and their p50, p90, p99 and p99.9. The first line of output is <c>ready</c>.
/// </remarks>
internal static class PeerServer
{
    public static void Run(Action<int> loop, TextReader input, TextWriter output)
    {
        output.WriteLine("ready");
        output.Flush();
        while (input.ReadLine() is { } line)
        {
            string[] words = line.Split(' ');
            int[] numbers = [.. words.Skip(1).Select(static word => int.Parse(word, CultureInfo.InvariantCulture))];
            output.WriteLine(words[0] switch
            {
                "round" => Text(Rounds.Run(loop, numbers[0], numbers[1], waits: false)),
                "calls" => Text(SingleCalls.Warm(loop, null, numbers[0])),
                "cold" => Text(SingleCalls.Cold(loop, null, numbers[0])),
                _ => throw new InvalidDataException($"Not understood: {line}"),
            });
            output.Flush();
        }
    }

    private static string Text(RoundTime time) =>
        string.Create(CultureInfo.InvariantCulture, $"{time.Nanoseconds ?? -1:F3} {time.Bytes:F3}");

    private static string Text(CallTimes times) =>
        string.Create(CultureInfo.InvariantCulture, $"{times.Calls} {times.P50:F0} {times.P90:F0} {times.P99:F0} {times.P999:F0}");
}
