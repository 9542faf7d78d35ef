namespace BbrState;

/// <summary>What a sender tells at one moment.</summary>
/// <param name="TimeNs">When, in nanoseconds since the flow began.</param>
/// <param name="State">The state that it entered; null where it stays in the one it is in.</param>
/// <param name="PacingGain">The gain that goes with the state.</param>
/// <param name="Bandwidth">What it takes the bottleneck's bandwidth for, in bytes a second.</param>
/// <param name="MinRttUs">What it takes the shortest round trip for, in microseconds.</param>
internal readonly record struct BbrStep(long TimeNs, BbrPhase? State, float PacingGain, ulong Bandwidth, uint MinRttUs);
