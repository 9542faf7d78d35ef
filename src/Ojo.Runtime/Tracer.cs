namespace Ojo;

/// <summary>Records events into trace files. One per program is usual; several at once are fine.</summary>
public sealed class Tracer : IDisposable
{
    private Tracer()
    {
    }

    /// <summary>Starts recording.</summary>
    public static Tracer Create(TracerOptions? options = null) => throw new NotImplementedException($"{options}");

    /// <summary>What has been recorded and lost so far.</summary>
    public TracerStatistics Statistics => throw new NotImplementedException();

    /// <summary>Whether events behind <paramref name="eventSwitch"/> are recorded: one load and one test.</summary>
    public bool IsEnabled(EventSwitch eventSwitch) => throw new NotImplementedException($"{eventSwitch}");

    /// <summary>Records an event of one word.</summary>
    public void Write(uint flowId, uint eventType, ulong payload) => throw new NotImplementedException($"{flowId} {eventType} {payload}");

    /// <summary>Records an event of two words, as one.</summary>
    public void Write(uint flowId, uint eventType, ulong word0, ulong word1) => Write(flowId, eventType, [word0, word1]);

    /// <summary>Records an event of three words, as one.</summary>
    public void Write(uint flowId, uint eventType, ulong word0, ulong word1, ulong word2) => Write(flowId, eventType, [word0, word1, word2]);

    /// <summary>Records an event of any number of words, as one.</summary>
    public void Write(uint flowId, uint eventType, ReadOnlySpan<ulong> words) => throw new NotImplementedException($"{flowId} {eventType} {words.Length}");

    /// <summary>Returns when everything that was recorded before the call is in the output directory.</summary>
    public void Flush() => throw new NotImplementedException();

    /// <inheritdoc/>
    public void Dispose() => throw new NotImplementedException();
}
