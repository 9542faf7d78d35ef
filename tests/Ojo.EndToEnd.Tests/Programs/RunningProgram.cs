using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using System.Threading.Channels;

namespace Ojo.EndToEnd.Tests.Programs;

/// <summary>One of the repository's programs as a process, started as a person would start it.</summary>
internal sealed class RunningProgram : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);

    private readonly Process _process;
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();
    private readonly List<string> _output = [];
    private readonly Task<string> _errors;
    private readonly Task _reading;

    private RunningProgram(Process process)
    {
        _process = process;
        _errors = process.StandardError.ReadToEndAsync();
        _reading = ReadOutputAsync();
    }

    /// <summary>Everything on standard output so far.</summary>
    public string Output
    {
        get
        {
            lock (_output)
            {
                return string.Join('\n', _output);
            }
        }
    }

    /// <summary>Starts a program.</summary>
    /// <param name="project">Its project's folder, for instance <c>samples/Transfer</c>.</param>
    /// <param name="arguments">Its command line.</param>
    public static RunningProgram Start(string project, params string[] arguments)
    {
        ProcessStartInfo start = new("dotnet") { WorkingDirectory = Path.GetTempPath() };
        start.ArgumentList.Add(Repository.Assembly(project));
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        ForgetSettings(start);
        return Start(start);
    }

    /// <summary>Takes out of a program's environment what Ojo would read there.</summary>
    public static void ForgetSettings(ProcessStartInfo start)
    {
        foreach (string variable in Environment.GetEnvironmentVariables().Keys.Cast<string>().Where(static name => name.StartsWith("OJO_", StringComparison.Ordinal)))
        {
            start.Environment.Remove(variable);
        }
    }

    /// <summary>Starts a program in a way of one's own.</summary>
    public static RunningProgram Start(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        return new RunningProgram(Process.Start(start)!);
    }

    /// <summary>Starts a program and waits for its end.</summary>
    public static async Task<(int ExitCode, string Output, string Errors)> RunAsync(string project, params string[] arguments)
    {
        await using RunningProgram program = Start(project, arguments);
        int exitCode = await program.WaitForExitAsync();
        return (exitCode, program.Output, await program._errors);
    }

    /// <summary>Waits for the next line that matches.</summary>
    /// <exception cref="InvalidOperationException">The program ended without one.</exception>
    public async Task<Match> WaitForLineAsync(string pattern)
    {
        using CancellationTokenSource limit = new(s_patience);
        try
        {
            await foreach (string line in _lines.Reader.ReadAllAsync(limit.Token))
            {
                if (Regex.Match(line, pattern) is { Success: true } match)
                {
                    return match;
                }
            }
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"No line matched '{pattern}' within {s_patience}. Output:\n{Output}");
        }

        throw new InvalidOperationException($"The program ended without a line like '{pattern}'. Output:\n{Output}\n{await _errors}");
    }

    public void Send(PosixSignal signal)
    {
        int number = signal switch { PosixSignal.SIGINT => 2, PosixSignal.SIGTERM => 15, _ => throw new ArgumentOutOfRangeException(nameof(signal)) };
        Assert.Equal(0, Kill(_process.Id, number));
    }

    public async Task<int> WaitForExitAsync()
    {
        using CancellationTokenSource limit = new(s_patience);
        try
        {
            await _process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"The program has not ended within {s_patience}. Output:\n{Output}");
        }

        await _reading;
        return _process.ExitCode;
    }

    /// <summary>What it said on standard error; waits for its end.</summary>
    public Task<string> ReadErrorsAsync() => _errors;

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int Kill(int processId, int signal);

    private async Task ReadOutputAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            lock (_output)
            {
                _output.Add(line);
            }

            _lines.Writer.TryWrite(line);
        }

        _lines.Writer.Complete();
    }
}
