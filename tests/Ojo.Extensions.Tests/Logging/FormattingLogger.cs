using Microsoft.Extensions.Logging;

namespace Ojo.Extensions.Tests.Logging;

/// <summary>Formats each message, as every logger must, and does nothing with it: what the source costs by itself.</summary>
internal sealed class FormattingLogger : ILogger, IDisposable
{
    private string? _last;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _last = formatter(state, exception);

    public void Dispose() => GC.KeepAlive(_last);
}
