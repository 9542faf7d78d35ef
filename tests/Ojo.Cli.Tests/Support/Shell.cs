using System.Diagnostics;

namespace Ojo.Cli.Tests.Support;

/// <summary>A real shell.</summary>
internal static class Shell
{
    /// <summary>Runs a script in bash, without anybody's settings.</summary>
    public static async Task<ProgramEnd> RunAsync(string script, string? folder = null)
    {
        ProcessStartInfo start = new("bash", ["--norc", "--noprofile", "-c", script])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder ?? "",
        };
        using Process bash = Process.Start(start)!;
        Task<string> error = bash.StandardError.ReadToEndAsync();
        string output = await bash.StandardOutput.ReadToEndAsync();
        await bash.WaitForExitAsync();
        return new ProgramEnd(bash.ExitCode, output, await error);
    }
}
