namespace Ojo.Salvage;

/// <summary>A ring that may be sound, and is not for this salvager. The message is a sentence.</summary>
internal sealed class ForeignRingException(string message) : Exception(message);
