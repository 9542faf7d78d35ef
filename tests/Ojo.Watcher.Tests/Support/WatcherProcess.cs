using System.Diagnostics;
using System.Text;

namespace Ojo.Watcher.Tests.Support;

/// <summary>The program itself, as a process of its own.</summary>
internal sealed class WatcherProcess : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(5);

    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly StringBuilder _error = new();

    public WatcherProcess(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet");
        start.ArgumentList.Add(Program);
        Array.ForEach(arguments, start.ArgumentList.Add);
        (_process, _output) = Start(start);
    }

    private WatcherProcess(ProcessStartInfo start) => (_process, _output) = Start(start);

    /// <summary>The program's file, for <c>dotnet</c>.</summary>
    public static string Program => Path.Combine(AppContext.BaseDirectory, "Ojo.Watcher.dll");

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>What it has written to standard error so far.</summary>
    public string Error
    {
        get
        {
            lock (_error)
            {
                return _error.ToString();
            }
        }
    }

    /// <summary>Starts the program as a user who owns nothing; the superuser may do that.</summary>
    public static WatcherProcess AsNobody(params string[] arguments)
    {
        var start = new ProcessStartInfo("setpriv");
        Array.ForEach(["--reuid=65534", "--regid=65534", "--clear-groups", "dotnet", Program, .. arguments], start.ArgumentList.Add);
        start.Environment["HOME"] = "/nonexistent";
        return new WatcherProcess(start);
    }

    /// <summary>Starts the program with further variables in its environment.</summary>
    public static WatcherProcess With(IEnumerable<KeyValuePair<string, string>> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet");
        start.ArgumentList.Add(Program);
        Array.ForEach(arguments, start.ArgumentList.Add);
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        return new WatcherProcess(start);
    }

    /// <summary>Starts the program so that no file of its may grow beyond a number of KiB: a disk that is full.</summary>
    public static WatcherProcess OnFullDisk(int kibibytes, params string[] arguments)
    {
        var start = new ProcessStartInfo("bash");
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add($"trap '' XFSZ; ulimit -S -f {kibibytes}; exec dotnet \"$0\" \"$@\"");
        start.ArgumentList.Add(Program);
        Array.ForEach(arguments, start.ArgumentList.Add);

        // The runtime would otherwise keep its code in a file in memory, for which the limit holds too.
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        return new WatcherProcess(start);
    }

    /// <summary>Starts the program as the superuser of a user namespace of its own, after a command that sets that up.</summary>
    public static WatcherProcess InNamespace(string first, params string[] arguments) => new(
        new ProcessStartInfo("unshare", ["--user", "--map-root-user", "sh", "-c", $"{first} && exec dotnet \"$0\" \"$@\"", Program, .. arguments]));

    public static async Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments)
    {
        using var process = new WatcherProcess(arguments);
        return await process.WaitAsync();
    }

    /// <exception cref="TimeoutException">It has not ended in time.</exception>
    public async Task<(int Code, string Output, string Error)> WaitAsync()
    {
        using CancellationTokenSource limit = new(s_patience);
        try
        {
            await _process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"The watcher has not ended within {s_patience}. It has said:\n{Error}");
        }

        return (_process.ExitCode, await _output, Error);
    }

    /// <summary>SIGKILL: nothing of the program runs any more.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    private (Process Process, Task<string> Output) Start(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        Process process = Process.Start(start)!;
        process.ErrorDataReceived += (_, line) =>
        {
            lock (_error)
            {
                _error.Append(line.Data).Append(line.Data is null ? "" : "\n");
            }
        };
        process.BeginErrorReadLine();
        return (process, process.StandardOutput.ReadToEndAsync());
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
