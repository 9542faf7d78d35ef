using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Ojo.Extensions.Tests.Hosting;

/// <summary>Keeps the warnings of the category that tracers warn in.</summary>
internal sealed class CollectingLoggerProvider : ILoggerProvider, ILogger
{
    private readonly TaskCompletionSource<string> _first = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ConcurrentQueue<string> Warnings { get; } = [];

    public Task<string> FirstWarning => _first.Task;

    public ILogger CreateLogger(string categoryName) =>
        categoryName == "Ojo" ? this : Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel == LogLevel.Warning;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        string text = formatter(state, exception);
        Warnings.Enqueue(text);
        _first.TrySetResult(text);
    }

    public void Dispose()
    {
    }
}
