namespace Ojo.Explorer;

/// <summary>The explorer cannot listen where it was asked to. The message says why, and what to change.</summary>
public sealed class ExplorerStartException(string message, Exception? innerException = null) : Exception(message, innerException);
