using System.Diagnostics;

namespace Ojo.Watcher.Tests.Support;

/// <summary>Runs other programs.</summary>
internal static class Commands
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    /// <summary>Runs one to its end, which must be a good one.</summary>
    public static async Task RunAsync(string program, params string[] arguments)
    {
        using Process process = Process.Start(program, arguments);
        using CancellationTokenSource limit = new(s_patience);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"'{program} {string.Join(' ', arguments)}' has not ended within {s_patience}.");
        }

        Assert.Equal(0, process.ExitCode);
    }

    /// <summary>Sends a signal to a process.</summary>
    public static Task SignalAsync(string signal, int process) =>
        RunAsync("kill", "-" + signal, process.ToString(System.Globalization.CultureInfo.InvariantCulture));
}
