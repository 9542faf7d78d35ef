using System.Diagnostics;
using Ojo.Storage.Shards;
using Ojo.Watcher.Directories;

/// <summary>
/// Loaded by the runtime into a watcher's process where <c>DOTNET_STARTUP_HOOKS</c> names this assembly: ends the process, by
/// SIGKILL, when it reaches the step that the environment names for the so-manieth time, or lets it stand there.
/// </summary>
/// <remarks>The runtime asks for this name, without a namespace.</remarks>
internal static class StartupHook
{
    /// <summary>A step's name, a colon and a number from 1; <c>:stand</c> after it if the process is not to end.</summary>
    public const string Variable = "OJO_TEST_END_AT";

    /// <summary>The environment of a watcher that ends, or stands, at a step.</summary>
    public static Dictionary<string, string> Environment(string place) => new()
    {
        ["DOTNET_STARTUP_HOOKS"] = typeof(StartupHook).Assembly.Location,
        [Variable] = place,
    };

    public static void Initialize()
    {
        string[] place = (System.Environment.GetEnvironmentVariable(Variable) ?? "").Split(':');
        if (place.Length < 2 || !int.TryParse(place[1], out int left))
        {
            return;
        }

        WatcherSteps.Hook = step => Reach(step.ToString());
        ShardSteps.Hook = step => Reach(step.ToString());

        void Reach(string step)
        {
            if (step == place[0] && --left == 0)
            {
                if (place is not [.., "stand"])
                {
                    using Process self = Process.GetCurrentProcess();
                    self.Kill();
                }

                Thread.Sleep(Timeout.Infinite);
            }
        }
    }
}
