using System.Globalization;
using Ojo.Explorer.Responses;

namespace Ojo.Explorer.Rows;

/// <summary>One row, of everything.</summary>
internal static class StatsRows
{
    public static void Write(StatsResponse answer, RowWriter rows) => rows.Row().Time("first", Ns(answer.FirstNs)).Time("last", Ns(answer.LastNs))
        .Number("events", answer.Events).Number("flows", answer.Flows).Number("runs", answer.Runs).Number("files", answer.Files).Number("dropped", answer.Dropped);

    private static long? Ns(string? text) => text is null ? null : long.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
}
