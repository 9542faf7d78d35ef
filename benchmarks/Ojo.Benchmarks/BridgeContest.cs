namespace Ojo.Benchmarks;

/// <summary>A source of events, with a listener that does nothing and with a bridge.</summary>
/// <param name="Name">What is measured, and what it is measured beside.</param>
/// <param name="Calls">How often in a round.</param>
/// <param name="Alone">The listener that does nothing.</param>
/// <param name="Bridge">The bridge.</param>
internal sealed record BridgeContest(string Name, int Calls, Listening Alone, Listening Bridge);
