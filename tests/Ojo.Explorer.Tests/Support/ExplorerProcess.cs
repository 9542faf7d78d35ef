using System.Diagnostics;

namespace Ojo.Explorer.Tests.Support;

/// <summary>The explorer as a program of its own.</summary>
internal sealed class ExplorerProcess : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly Task<string> _errors;

    private ExplorerProcess(Process process)
    {
        _process = process;
        _errors = process.StandardError.ReadToEndAsync();
    }

    public static ExplorerProcess Start(params string[] arguments) => Start([], arguments);

    public static ExplorerProcess Start((string Name, string Value)[] environment, params string[] arguments)
    {
        ProcessStartInfo start = new("dotnet", [Path.Combine(AppContext.BaseDirectory, "Ojo.Explorer.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment.Remove("OJO_TOKEN");
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        return new ExplorerProcess(Process.Start(start)!);
    }

    /// <summary>The next line of standard output; null at its end.</summary>
    public Task<string?> ReadLineAsync() => InTimeAsync(_process.StandardOutput.ReadLineAsync(CancellationToken.None).AsTask(), "said another line");

    /// <summary>Standard error, once the program has ended.</summary>
    public Task<string> ErrorsAsync() => InTimeAsync(_errors, "closed its standard error");

    /// <summary>Sends a signal by its name, as a shell does.</summary>
    public async Task SignalAsync(string name)
    {
        using Process kill = Process.Start("kill", [$"-{name}", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync().WaitAsync(s_patience);
    }

    /// <summary>The exit code, once the program has ended.</summary>
    public async Task<int> ExitCodeAsync()
    {
        await InTimeAsync(_process.WaitForExitAsync().ContinueWith(static _ => true, TaskScheduler.Default), "ended");
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private async Task<T> InTimeAsync<T>(Task<T> happening, string what)
    {
        try
        {
            return await happening.WaitAsync(s_patience);
        }
        catch (TimeoutException)
        {
            string said = _errors.IsCompletedSuccessfully ? await _errors : "(its standard error is still open)";
            throw new TimeoutException($"The explorer has not {what} within {s_patience}. {said}");
        }
    }
}
