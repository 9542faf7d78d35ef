using System.Diagnostics;

namespace Ojo.Runtime.Tests;

/// <summary>The program that tests start, and that ends in the way it is told to.</summary>
internal static class TargetProgram
{
    private static readonly string s_path = Path.Combine(
        AppContext.BaseDirectory.Replace("Ojo.Runtime.Tests", "Ojo.Runtime.Target", StringComparison.Ordinal), "Ojo.Runtime.Target.dll");

    private const string LocksSwitchedOff = "DOTNET_SYSTEM_IO_DISABLEFILELOCKING";

    /// <summary>A program that starts another with other signals ignored than its own.</summary>
    public const string Env = "/usr/bin/env";

    /// <summary>Starts it. What it says as it dies is nobody's.</summary>
    public static Process Start(params string[] arguments) => Start(listen: false, areLocksOff: false, arguments);

    /// <summary>The same, in an environment that keeps .NET from locking files.</summary>
    public static Process StartWithoutLocks(params string[] arguments) => Start(listen: false, areLocksOff: true, arguments);

    /// <summary>The same; what it says on standard output can be read, and it reads what it is told.</summary>
    public static Process StartAndListen(params string[] arguments) => Start(listen: true, areLocksOff: false, arguments);

    /// <summary>The same, in an environment that has these variables too.</summary>
    public static Process StartAndListen(IEnumerable<KeyValuePair<string, string>> environment, params string[] arguments) =>
        Start(listen: true, areLocksOff: false, arguments, environment);

    /// <summary>The same, started to ignore a signal, by its name without SIG.</summary>
    public static Process StartIgnoring(string signal, params string[] arguments) =>
        Start(listen: true, areLocksOff: false, arguments, setSignals: $"--ignore-signal={signal}");

    private static bool HasSignalsIgnored => OperatingSystem.IsLinux() && SignalMasks.Of(Environment.ProcessId) is var masks && (masks.Ignores(2) || masks.Ignores(3));

    private static Process Start(bool listen, bool areLocksOff, string[] arguments, IEnumerable<KeyValuePair<string, string>>? environment = null, string? setSignals = null)
    {
        string host = Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet";
        string[] command = [host, s_path, .. arguments];
        if (setSignals is null && HasSignalsIgnored && File.Exists(Env))
        {
            // What these tests were started from ignores what they send.
            setSignals = "--default-signal=INT,QUIT";
        }

        if (setSignals is not null)
        {
            command = [Env, setSignals, .. command];
        }

        ProcessStartInfo start = new(command[0], command[1..])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = listen,
            RedirectStandardInput = listen,
            WorkingDirectory = Path.GetTempPath(),
        };
        start.Environment[LocksSwitchedOff] = areLocksOff ? "1" : "";
        foreach ((string variable, string value) in environment ?? [])
        {
            start.Environment[variable] = value;
        }

        Process process = Process.Start(start)!;
        process.BeginErrorReadLine();
        return process;
    }
}
