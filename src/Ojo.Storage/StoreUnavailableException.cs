namespace Ojo.Storage;

/// <summary>The store cannot be written to just now: locked, full or read-only. Trying again later is right.</summary>
public sealed class StoreUnavailableException(string message, Exception? innerException = null) : Exception(message, innerException);
