using Ojo.Interop.Exporting;
using Ojo.Storage.Queries;

namespace Ojo.Interop.Timeline;

/// <summary>The times of a timeline: nanoseconds since the first of its runs began.</summary>
internal sealed class TimelineClock
{
    private readonly long _firstNs;
    private readonly Dictionary<long, List<(int Lane, Gap Gap)>> _gaps = [];

    /// <param name="source">What is exported.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public TimelineClock(ExportSource source, CancellationToken cancellation)
    {
        HashSet<long>? runs = source.Flows?.Select(static flow => flow.RunId).ToHashSet();
        StoredRun[] shown = [.. source.Runs.Values.Where(run => (source.RunId is null || run.RunId == source.RunId) && runs?.Contains(run.RunId) != false)];
        _firstNs = shown.Length == 0 ? 0 : shown.Min(static run => run.StartNs);
        foreach (StoredRun run in shown.Where(static run => run.Dropped > 0))
        {
            List<long> ends = [];
            List<(int, Gap)> gaps = [];
            foreach (Gap gap in source.Store.GetGaps(run.RunId, cancellation).OrderBy(static gap => gap.FromNs))
            {
                // Those that overlap stand below each other.
                int lane = ends.FindIndex(end => end <= gap.FromNs);
                if (lane < 0)
                {
                    lane = ends.Count;
                    ends.Add(0);
                }

                ends[lane] = Math.Max(gap.FromNs, gap.ToNs);
                gaps.Add((lane, gap));
            }

            _gaps.Add(run.RunId, gaps);
        }
    }

    /// <summary>When a run began.</summary>
    public long ZeroOf(StoredRun run) => run.StartNs - _firstNs;

    /// <summary>Where a run's events were lost, each with the number of the line that it is shown on.</summary>
    public IEnumerable<(int Lane, Gap Gap)> GapsOf(long run) => _gaps.GetValueOrDefault(run, []);
}
