using Microsoft.Extensions.Logging;

namespace Ojo.Extensions;

/// <summary>The event that the messages of a level become.</summary>
/// <param name="IsEnabled">Whether the tracer records it.</param>
/// <param name="Record">Records one.</param>
internal sealed record LevelEvent(Func<Tracer, bool> IsEnabled, LevelEvent.Recorder Record)
{
    // In the order of LogLevel.
    private static readonly LevelEvent[] s_all =
    [
        new(BridgeEvents.IsLogTraceEnabled, BridgeEvents.RecordLogTrace),
        new(BridgeEvents.IsLogDebugEnabled, BridgeEvents.RecordLogDebug),
        new(BridgeEvents.IsLogInformationEnabled, BridgeEvents.RecordLogInformation),
        new(BridgeEvents.IsLogWarningEnabled, BridgeEvents.RecordLogWarning),
        new(BridgeEvents.IsLogErrorEnabled, BridgeEvents.RecordLogError),
        new(BridgeEvents.IsLogCriticalEnabled, BridgeEvents.RecordLogCritical),
    ];

    /// <summary>What all six have in common.</summary>
    public delegate void Recorder(
        Tracer tracer,
        uint flowId,
        int eventId,
        string? eventName,
        string? logger,
        string? exception,
        ReadOnlySpan<char> message,
        ReadOnlySpan<char> values,
        ReadOnlySpan<char> exceptionMessage);

    /// <summary>A level's; null for <see cref="LogLevel.None"/>, and for what is no level.</summary>
    public static LevelEvent? Of(LogLevel level) => (uint)level < (uint)s_all.Length ? s_all[(int)level] : null;
}
