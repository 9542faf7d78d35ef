using System.Diagnostics;
using Ojo.Storage.Shards;
using Ojo.Storage.Sqlite.Writing;
using Ojo.Watcher.Directories;

/// <summary>
/// Loaded by the runtime into a watcher's process where <c>DOTNET_STARTUP_HOOKS</c> names this assembly: ends the process, by
/// SIGKILL, when it reaches the step that the environment names for the so-manieth time, or so long after that, or lets it stand there;
/// or writes down at its end how large it has been.
/// </summary>
/// <remarks>The runtime asks for this name, without a namespace.</remarks>
internal static class StartupHook
{
    /// <summary>
    /// The name of a step of the watcher, the shards or the store, a colon and a number from 1; after it perhaps <c>:stand</c> if the process is not to
    /// end, or a colon and in how many milliseconds it is to.
    /// </summary>
    public const string Variable = "OJO_TEST_END_AT";

    /// <summary>A file for what <c>/proc</c> says of the process at its end.</summary>
    public const string StatusVariable = "OJO_TEST_STATUS_TO";

    private static int s_left;
    private static int? s_delay;
    private static bool s_stands;

    /// <summary>The environment of a watcher that ends, or stands, at a step.</summary>
    public static Dictionary<string, string> Environment(string place) => new()
    {
        ["DOTNET_STARTUP_HOOKS"] = typeof(StartupHook).Assembly.Location,
        [Variable] = place,
    };

    public static void Initialize()
    {
        if (System.Environment.GetEnvironmentVariable(StatusVariable) is string path)
        {
            AppDomain.CurrentDomain.ProcessExit += (_, _) => File.Copy("/proc/self/status", path, overwrite: true);
        }

        string[] place = (System.Environment.GetEnvironmentVariable(Variable) ?? "").Split(':');
        if (place.Length < 2 || !int.TryParse(place[1], out s_left))
        {
            return;
        }

        s_stands = place is [.., "stand"];
        s_delay = place.Length > 2 && int.TryParse(place[2], out int delay) ? delay : null;
        WatcherSteps.Hook = step => Reach(step.ToString() == place[0]);
        ShardSteps.Hook = step => Reach(step.ToString() == place[0]);
        if (Enum.TryParse(place[0], out StoreStep wanted))
        {
            // This one is reached far too often to make a text of it each time.
            StoreSteps.Hook = step => Reach(step == wanted);
        }
    }

    private static void Reach(bool isWanted)
    {
        if (!isWanted || --s_left != 0)
        {
            return;
        }

        if (s_delay is int delay)
        {
            new Thread(() =>
            {
                Thread.Sleep(delay);
                End();
            }).Start();
            return;
        }

        if (!s_stands)
        {
            End();
        }

        Thread.Sleep(Timeout.Infinite);
    }

    private static void End()
    {
        using Process self = Process.GetCurrentProcess();
        self.Kill();
    }
}
