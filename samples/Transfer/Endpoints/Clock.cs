namespace Transfer.Endpoints;

/// <summary>Time as the transport counts it: from when the clock was made.</summary>
internal sealed class Clock(TimeProvider provider)
{
    private readonly long _start = provider.GetTimestamp();

    /// <summary>The time of day, by which other programs' logs go too.</summary>
    public DateTimeOffset WallClock => provider.GetUtcNow();

    public TimeSpan Now => provider.GetElapsedTime(_start);
}
