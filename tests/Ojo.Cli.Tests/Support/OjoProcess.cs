using System.Diagnostics;

namespace Ojo.Cli.Tests.Support;

/// <summary>The program itself, as a process of its own.</summary>
internal sealed class OjoProcess : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(3);

    private readonly Process _process;
    private readonly Task<string> _error;

    public OjoProcess(IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        ProcessStartInfo start = new("dotnet", [Path.Combine(AppContext.BaseDirectory, "Ojo.Cli.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        _process = Process.Start(start)!;
        _error = _process.StandardError.ReadToEndAsync();
    }

    /// <summary>Its standard output, as it comes.</summary>
    public StreamReader Output => _process.StandardOutput;

    /// <summary>Runs the program to its end.</summary>
    public static async Task<ProgramEnd> RunAsync(params string[] arguments)
    {
        using OjoProcess process = new(new Dictionary<string, string>(), arguments);
        return await process.EndAsync();
    }

    /// <summary>Waits for the end.</summary>
    public async Task<ProgramEnd> EndAsync()
    {
        using CancellationTokenSource limit = new(s_patience);
        string output = await Output.ReadToEndAsync(limit.Token);
        await _process.WaitForExitAsync(limit.Token);
        return new ProgramEnd(_process.ExitCode, output, await _error);
    }

    /// <summary>SIGINT, as Ctrl+C is.</summary>
    public async Task InterruptAsync()
    {
        using Process kill = Process.Start("kill", ["-INT", $"{_process.Id}"]);
        await kill.WaitForExitAsync();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
    }
}
