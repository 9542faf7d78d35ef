using Ojo.Explorer.Responses;

namespace Ojo.Explorer.Rows;

/// <summary>A row for each bucket of each series, in order of time: so a program may turn them into one column a series.</summary>
internal static class SeriesRows
{
    public static void Write(SeriesResponse answer, RowWriter rows)
    {
        foreach ((SeriesColumns series, int i) in answer.Series
            .SelectMany(static series => Enumerable.Range(0, series.FirstNs.Length).Select(i => (series, i))).OrderBy(static at => at.series.FirstNs[at.i]))
        {
            rows.Row().Time("time", answer.Run.RunId, series.FirstNs[i]).Time("end", answer.Run.RunId, series.LastNs[i]).Text("flow", answer.Flow).Text("series", series.Selector)
                .Number("first", series.First[i]).Number("last", series.Last[i]).Number("min", series.Min[i]).Number("max", series.Max[i]).Number("count", series.Count[i]);
        }
    }
}
