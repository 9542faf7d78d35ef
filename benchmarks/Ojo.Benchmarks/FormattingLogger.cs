using Microsoft.Extensions.Logging;

namespace Ojo.Benchmarks;

/// <summary>Formats each message, as every logger does, and drops it.</summary>
internal sealed class FormattingLogger : ILogger
{
    public int Length { get; private set; }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Length += formatter(state, exception).Length;
}
