namespace Ojo.Storage;

/// <summary>A query asks for what cannot be answered. The message says what to change.</summary>
public class StoreQueryException(string message) : Exception(message);
