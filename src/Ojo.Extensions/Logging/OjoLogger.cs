using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Ojo.Extensions;

/// <summary>The logger of one category.</summary>
internal sealed class OjoLogger(OjoLoggerProvider provider, Tracer tracer, string category) : ILogger
{
    public bool IsEnabled(LogLevel logLevel) => !BridgeGuard.IsClosed && logLevel switch
    {
        LogLevel.Trace => tracer.IsLogTraceEnabled(),
        LogLevel.Debug => tracer.IsLogDebugEnabled(),
        LogLevel.Information => tracer.IsLogInformationEnabled(),
        LogLevel.Warning => tracer.IsLogWarningEnabled(),
        LogLevel.Error => tracer.IsLogErrorEnabled(),
        LogLevel.Critical => tracer.IsLogCriticalEnabled(),
        _ => false,
    };

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => provider.Options.IncludeScopes ? provider.Scopes.Push(state) : null;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        ArgumentNullException.ThrowIfNull(formatter);
        if (IsEnabled(logLevel))
        {
            Record(logLevel, eventId, state, exception, formatter);
        }
    }

    private void Record<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        string message = formatter(state, exception);
        var values = ValuesText.Rent();
        if (provider.Options.IncludeValues)
        {
            AppendValues(values, in state, message);
        }

        if (provider.Options.IncludeScopes)
        {
            values.AppendScopes(provider.Scopes);
        }

        Write(logLevel, eventId, message, values.Text, exception);
        ValuesText.Return(values);
    }

    private static void AppendValues<TState>(ValuesText values, ref readonly TState state, string message)
    {
        if (StateTemplate<TState>.Read(in state, out int count) is { } template && TemplateValues.TryAppend(values, template, count, message))
        {
            return;
        }

        if (state is IReadOnlyList<KeyValuePair<string, object?>> pairs)
        {
            values.Append(pairs);
        }
    }

    private void Write(LogLevel logLevel, EventId eventId, ReadOnlySpan<char> message, ReadOnlySpan<char> values, Exception? exception)
    {
        uint flow = ActivityFlow.Of(Activity.Current);
        string? exceptionType = exception?.GetType().FullName;
        ReadOnlySpan<char> exceptionMessage = exception?.Message;
        switch (logLevel)
        {
            case LogLevel.Trace:
                tracer.RecordLogTrace(flow, eventId.Id, eventId.Name, category, exceptionType, message, values, exceptionMessage);
                break;
            case LogLevel.Debug:
                tracer.RecordLogDebug(flow, eventId.Id, eventId.Name, category, exceptionType, message, values, exceptionMessage);
                break;
            case LogLevel.Information:
                tracer.RecordLogInformation(flow, eventId.Id, eventId.Name, category, exceptionType, message, values, exceptionMessage);
                break;
            case LogLevel.Warning:
                tracer.RecordLogWarning(flow, eventId.Id, eventId.Name, category, exceptionType, message, values, exceptionMessage);
                break;
            case LogLevel.Error:
                tracer.RecordLogError(flow, eventId.Id, eventId.Name, category, exceptionType, message, values, exceptionMessage);
                break;
            case LogLevel.Critical:
                tracer.RecordLogCritical(flow, eventId.Id, eventId.Name, category, exceptionType, message, values, exceptionMessage);
                break;
        }
    }
}
