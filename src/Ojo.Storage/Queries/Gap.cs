using Ojo.Format;

namespace Ojo.Storage.Queries;

/// <summary>A time in which a tracer lost events.</summary>
/// <param name="RunId">The run.</param>
/// <param name="FromNs">Its start, in nanoseconds since the run's start.</param>
/// <param name="ToNs">Its end.</param>
/// <param name="Cause">Why.</param>
/// <param name="Events">How many were lost.</param>
public sealed record Gap(long RunId, long FromNs, long ToNs, DropCause Cause, long Events);
