using Ojo.Explorer.Responses;

namespace Ojo.Explorer.Rows;

/// <summary>A row for each gap, at its end, in order of time: so a program may turn them into one column a cause.</summary>
internal static class GapRows
{
    public static void Write(GapsResponse answer, RowWriter rows)
    {
        foreach (GapResponse gap in answer.Gaps.OrderBy(gap => (Int128)(rows.StartOf(gap.RunId) ?? 0) + gap.ToNs))
        {
            rows.Row().Time("time", gap.RunId, gap.ToNs).Time("begin", gap.RunId, gap.FromNs).Run(gap.RunId).Text("cause", gap.Cause).Number("events", gap.Events);
        }
    }
}
