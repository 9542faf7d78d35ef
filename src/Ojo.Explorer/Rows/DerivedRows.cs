using Ojo.Explorer.Responses;

namespace Ojo.Explorer.Rows;

/// <summary>A row for each bucket of each derived series, in order of time.</summary>
internal static class DerivedRows
{
    public static void Write(DerivedResponse answer, RowWriter rows)
    {
        int most = answer.Series.Max(static series => series.Value.Length);
        for (int i = 0; i < most; i++)
        {
            foreach (DerivedColumns series in answer.Series.Where(series => i < series.Value.Length))
            {
                rows.Row().Time("time", answer.Run.RunId, answer.FromNs + (i * answer.BucketNs)).Text("flow", answer.Flow).Text("series", series.Kind).Text("unit", series.Unit)
                    .Number("value", series.Value[i]).Number("min", series.Min[i]).Number("max", series.Max[i]).Number("count", series.Count[i]);
            }
        }
    }
}
