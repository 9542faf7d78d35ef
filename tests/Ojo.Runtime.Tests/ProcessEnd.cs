using System.Diagnostics;

namespace Ojo.Runtime.Tests;

/// <summary>Waits for other processes, and not for ever: one that does not end is killed, and the test says which it was.</summary>
internal static class ProcessEnd
{
    // The longest of them take a minute or two on a busy machine; those of the long runs, more.
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(Environment.GetEnvironmentVariables().Keys.Cast<string>().Any(static name => name.StartsWith("OJO_STRESS_", StringComparison.Ordinal)) ? 60 : 10);

    /// <summary>Waits for the end of a process.</summary>
    /// <exception cref="TimeoutException">It has not ended.</exception>
    public static void WaitForEnd(this Process process)
    {
        if (!process.WaitForExit(s_patience))
        {
            Refuse(process, "ended");
        }
    }

    /// <summary>Reads what a process says on standard output, or another stream of its, up to its end.</summary>
    /// <exception cref="TimeoutException">It has not ended.</exception>
    public static string ReadToEnd(this Process process, StreamReader? stream = null)
    {
        Task<string> said = (stream ?? process.StandardOutput).ReadToEndAsync();
        if (!said.Wait(s_patience))
        {
            Refuse(process, "closed its output");
        }

        process.WaitForEnd();
        return said.Result;
    }

    private static void Refuse(Process process, string what)
    {
        process.Kill(entireProcessTree: true);
        throw new TimeoutException($"'{process.StartInfo.FileName} {string.Join(' ', process.StartInfo.ArgumentList)}' has not {what} within {s_patience}.");
    }
}
