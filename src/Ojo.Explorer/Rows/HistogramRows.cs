using Ojo.Explorer.Responses;

namespace Ojo.Explorer.Rows;

/// <summary>A row for each bucket of a histogram.</summary>
internal static class HistogramRows
{
    public static void Write(HistogramResponse answer, RowWriter rows)
    {
        for (int i = 0; i < answer.Counts.Count; i++)
        {
            rows.Row().Number("from", answer.Edges[i].Value.Value).Number("to", answer.Edges[i + 1].Value.Value).Number("count", answer.Counts[i]);
        }
    }
}
