namespace Ojo.Benchmarks.Reporting;

/// <summary>A peer cannot be measured here; the message says why, and what to install.</summary>
internal sealed class PeerAbsentException(string message, Exception? cause = null) : Exception(message, cause);
