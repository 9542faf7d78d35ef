namespace Ojo.Salvage;

/// <summary>What a file says cannot be true: it is no ring, or a damaged one. The message is a sentence.</summary>
internal sealed class DamagedRingException(string message) : Exception(message);
