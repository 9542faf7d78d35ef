using System.Diagnostics;
using Ojo.Watcher.Directories;

/// <summary>
/// Loaded by the runtime into a watcher's process where <c>DOTNET_STARTUP_HOOKS</c> names this assembly: ends the process, by
/// SIGKILL, when it reaches the step that the environment names for the so-manieth time.
/// </summary>
/// <remarks>The runtime asks for this name, without a namespace.</remarks>
internal static class StartupHook
{
    /// <summary>A step's name, a colon and a number from 1.</summary>
    public const string Variable = "OJO_TEST_END_AT";

    public static void Initialize()
    {
        string[] place = (Environment.GetEnvironmentVariable(Variable) ?? "").Split(':');
        if (place.Length != 2 || !Enum.TryParse(place[0], out WatcherStep wanted) || !int.TryParse(place[1], out int left))
        {
            return;
        }

        WatcherSteps.Hook = step =>
        {
            if (step == wanted && --left == 0)
            {
                using Process self = Process.GetCurrentProcess();
                self.Kill();
                Thread.Sleep(Timeout.Infinite);
            }
        };
    }
}
