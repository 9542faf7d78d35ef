using System.Diagnostics;
using System.Text;

namespace Ojo.Cli.Tests.Support;

/// <summary>The program itself, as a process of its own.</summary>
internal sealed class OjoProcess : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(3);

    private readonly Process _process;
    private readonly StringBuilder _error = new();
    private readonly TaskCompletionSource<string> _firstError = new(TaskCreationOptions.RunContinuationsAsynchronously);

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
        _process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is { } text)
            {
                _error.Append(text).Append('\n');
                _firstError.TrySetResult(text);
            }
        };
        _process.BeginErrorReadLine();
    }

    /// <summary>Its standard output, as it comes.</summary>
    public StreamReader Output => _process.StandardOutput;

    public int Id => _process.Id;

    /// <summary>Whether it has a file open, or has ended.</summary>
    public bool HasOpened(string path)
    {
        try
        {
            return HasExited || Directory.EnumerateFiles($"/proc/{Id}/fd").Any(link => new FileInfo(link).LinkTarget == path);
        }
        catch (IOException)
        {
            return HasExited;
        }
    }

    public bool HasExited => _process.HasExited;

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
        return new ProgramEnd(_process.ExitCode, output, _error.ToString());
    }

    /// <summary>Waits for the end of a program whose output has been closed.</summary>
    public async Task<(int Code, string Error)> EndUnreadAsync()
    {
        using CancellationTokenSource limit = new(s_patience);
        await _process.WaitForExitAsync(limit.Token);
        return (_process.ExitCode, _error.ToString());
    }

    /// <summary>The next lines of its standard output.</summary>
    public async Task<IReadOnlyList<string>> ReadLinesAsync(int count)
    {
        using CancellationTokenSource limit = new(s_patience);
        List<string> lines = [];
        while (lines.Count < count)
        {
            lines.Add(await Output.ReadLineAsync(limit.Token) ?? throw new InvalidOperationException($"It has ended, and said: {_error}"));
        }

        return lines;
    }

    /// <summary>The first line that it writes to standard error.</summary>
    public Task<string> ReadErrorLineAsync() => _firstError.Task.WaitAsync(s_patience);

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
