namespace Ojo.Storage.Queries;

/// <summary>An event of a scan, undecoded.</summary>
/// <param name="Place">Its place in the order in which its flow's events arrived, which no other event of the flow has: of two of one time, the lower comes first.</param>
/// <param name="TNs">When, in nanoseconds since the run's start.</param>
/// <param name="Payload">The first 64 bits of its fields.</param>
/// <param name="TypeKey">Its type's number in the store.</param>
/// <param name="RestStart">Where its further words begin in <see cref="ScannedEvents.Rest"/>.</param>
/// <param name="RestCount">How many further words there are.</param>
public readonly record struct ScannedEvent(long Place, long TNs, ulong Payload, int TypeKey, int RestStart = 0, int RestCount = 0);
