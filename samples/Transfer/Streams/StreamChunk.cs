namespace Transfer.Streams;

/// <summary>A piece of a stream that goes into a packet.</summary>
/// <param name="Offset">Where it begins.</param>
/// <param name="Length">How many bytes it has.</param>
/// <param name="Fin">Whether the stream ends after it.</param>
/// <param name="LostPacket">The lost packet whose repair it begins; null where it begins none.</param>
internal readonly record struct StreamChunk(ulong Offset, int Length, bool Fin, ulong? LostPacket);
