namespace Ojo.Runtime.Tests.Stress;

/// <summary>Where two threads stand, the first of them before the second goes there.</summary>
/// <param name="Mode">The tracer's mode.</param>
/// <param name="First"><c>writer:STEP</c> or <c>flusher:STEP</c>.</param>
/// <param name="Second">The same.</param>
internal sealed record StandingPair(string Mode, string First, string Second)
{
    /// <summary>
    /// How many chunks of buffer: a pool that is to grow must not be whole from the beginning, and of what a recorder keeps free a writer
    /// must be able to take two.
    /// </summary>
    public int Chunks => First.Contains("Pool", StringComparison.Ordinal) || Second.Contains("Pool", StringComparison.Ordinal) ? 160 : Mode == "stream" ? 16 : 32;

    public override string ToString() => $"{Mode}: {First}, {Second}";
}
