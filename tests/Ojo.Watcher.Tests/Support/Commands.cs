using System.Diagnostics;

namespace Ojo.Watcher.Tests.Support;

/// <summary>Runs other programs.</summary>
internal static class Commands
{
    /// <summary>Runs one to its end, which must be a good one.</summary>
    public static async Task RunAsync(string program, params string[] arguments)
    {
        using Process process = Process.Start(program, arguments);
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
    }

    /// <summary>Sends a signal to a process.</summary>
    public static Task SignalAsync(string signal, int process) =>
        RunAsync("kill", "-" + signal, process.ToString(System.Globalization.CultureInfo.InvariantCulture));
}
