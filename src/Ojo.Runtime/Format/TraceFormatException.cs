namespace Ojo.Format;

/// <summary>A file is not what docs/FORMAT.md says a trace file is. The message says what is wrong, and where.</summary>
public sealed class TraceFormatException(string message) : Exception(message);
