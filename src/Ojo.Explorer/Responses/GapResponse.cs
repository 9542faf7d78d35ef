using Ojo.Storage.Queries;

namespace Ojo.Explorer.Responses;

/// <summary>A time in which a tracer lost events.</summary>
/// <param name="RunId">The run.</param>
/// <param name="FromNs">Its start, in nanoseconds since the run's start.</param>
/// <param name="ToNs">Its end, in nanoseconds since the run's start.</param>
/// <param name="Cause">Why: buffer_full, overwritten, write_error or unknown.</param>
/// <param name="Events">How many events were lost.</param>
internal sealed record GapResponse(long RunId, long FromNs, long ToNs, string Cause, long Events)
{
    public static GapResponse Of(Gap gap) => new(gap.RunId, gap.FromNs, gap.ToNs, SnakeCase.Of(gap.Cause), gap.Events);
}
