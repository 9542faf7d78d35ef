using System.Collections;
using System.Diagnostics;

namespace Ojo.Package.Tests.Packing;

/// <summary>The <c>dotnet</c> command line, in an environment like that of a person's shell.</summary>
internal static class DotNet
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(3);

    // A compiler or build server would outlive the command, hold its output open and keep the temporary folder in use.
    private static readonly string[] s_noServers = ["-nodeReuse:false", "-p:UseSharedCompilation=false", "-terminalLogger:off", "-nologo"];

    /// <summary>Runs <c>dotnet pack</c>, <c>build</c> or another command that takes MSBuild's options.</summary>
    public static Task<ProgramOutput> BuildAsync(string folder, IReadOnlyDictionary<string, string> environment, params string[] arguments) =>
        RunAsync("dotnet", folder, environment, [.. arguments, .. s_noServers]);

    /// <summary>Runs a program to its end.</summary>
    public static async Task<ProgramOutput> RunAsync(
        string program, string folder, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder };
        foreach (string name in Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(static variable => (string)variable.Key))
        {
            // What the test run was started with points at its own SDK's files, and would be taken for a person's wish.
            if (name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase) || name.StartsWith("OJO_", StringComparison.Ordinal))
            {
                start.Environment.Remove(name);
            }
        }

        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
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

        return new ProgramOutput(process.ExitCode, await output + await errors);
    }
}
