using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Ojo.Extensions;

/// <summary>The logger of one category.</summary>
internal sealed class OjoLogger(OjoLoggerProvider provider, Tracer tracer, string category) : ILogger
{
    public bool IsEnabled(LogLevel logLevel) => EnabledEventOf(logLevel) is not null;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => provider.Options.IncludeScopes ? provider.Scopes.Push(state) : null;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        ArgumentNullException.ThrowIfNull(formatter);
        if (EnabledEventOf(logLevel) is { } levelEvent)
        {
            Record(levelEvent, eventId, state, exception, formatter);
        }
    }

    private LevelEvent? EnabledEventOf(LogLevel level) =>
        !BridgeGuard.IsClosed && LevelEvent.Of(level) is { } levelEvent && levelEvent.IsEnabled(tracer) ? levelEvent : null;

    private void Record<TState>(LevelEvent levelEvent, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
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

        levelEvent.Record(
            tracer,
            ActivityFlow.Of(Activity.Current),
            eventId.Id,
            eventId.Name,
            category,
            exception?.GetType().FullName,
            message,
            values.Text,
            exception?.Message);
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
}
