using Ojo.Watcher.Tests.Support;

namespace Ojo.Watcher.Tests.Kills;

/// <summary>Kills watchers at random instants, again and again, and lets an undisturbed one finish what they began.</summary>
internal static class RandomKills
{
    private static readonly int? s_many = int.TryParse(Environment.GetEnvironmentVariable("OJO_STRESS_KILLS"), out int many) ? many : null;

    /// <param name="arguments">The program's, by what it does with files after it has stored them.</param>
    /// <param name="finishAsync">Is called after each few deaths.</param>
    public static async Task RunAsync(Func<string, string[]> arguments, Func<string, Task> finishAsync)
    {
        var random = new Random(s_many is null ? 1 : Environment.TickCount);
        string[] ways = ["keep", "archive", "delete"];
        int killed = 0;
        TimeSpan longest = TimeSpan.FromSeconds(1.5);
        while (killed < (s_many ?? 6))
        {
            string after = ways[random.Next(ways.Length)];
            for (int deaths = random.Next(1, 4); deaths > 0; deaths--)
            {
                using var watcher = new WatcherProcess(arguments(after));

                // Any instant will do, that is the point: nothing is waited for.
                await Task.Delay(longest * random.NextDouble());
                if (watcher.HasExited)
                {
                    // It was quicker: aim earlier.
                    longest *= 0.9;
                }
                else
                {
                    killed++;
                    longest *= 1.03;
                }

                await watcher.KillAsync();
            }

            await finishAsync(after);
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{killed} kills.");
    }
}
