namespace Ojo.Benchmarks.Recording;

/// <summary>What an event costs its thread, beside reading the clock and beside other ways of recording.</summary>
/// <remarks>Rounds of all contestants take turns, so that a noisy minute hits them alike; the best round counts.</remarks>
internal static class RecordingMeasurement
{
    private const int Rounds = 40;
    private const int RoundsOfTwo = 100;
    private const int WarmCalls = 200_000;
    private const int ColdCalls = 300;
    private static readonly TimeSpan s_sustained = TimeSpan.FromSeconds(10);

    /// <param name="output">Where the report goes.</param>
    /// <param name="share">How many parts of the rounds are left out: 1 for all of them, 10 for a quick look.</param>
    /// <returns>What the plot shows.</returns>
    public static IReadOnlyList<Standing> Run(TextWriter output, int share)
    {
        using TempDirectory directory = new();
        using Peers peers = new();
        using RecordingContest contest = new(peers, directory);
        foreach (Standing standing in Turns(contest, Ways.Loop, Rounds / share))
        {
            standing.RunOneThread();
        }

        foreach (Standing standing in Turns(contest, Ways.TwoThreads, RoundsOfTwo / share))
        {
            standing.RunTwoThreads();
        }

        foreach (Standing standing in Turns(contest, Ways.SingleCalls, 1))
        {
            standing.RunSingleCalls(WarmCalls / share, ColdCalls / share);
        }

        SustainedRate sustained = SustainedRate.Measure(s_sustained / share);
        RecordingReport report = new(contest, sustained, output);
        report.WriteBars();
        report.WriteLoops(Rounds / share);
        report.WriteTwoThreads();
        report.WriteSingleCalls(WarmCalls / share, ColdCalls / share);
        report.WriteSustained();
        report.WriteDrops();
        return contest.Standings;
    }

    private static IEnumerable<Standing> Turns(RecordingContest contest, Ways way, int rounds) =>
        Enumerable.Range(0, rounds).SelectMany(_ => contest.Measured(way));
}
