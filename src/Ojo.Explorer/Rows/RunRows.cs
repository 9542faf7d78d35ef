using System.Globalization;
using Ojo.Explorer.Responses;

namespace Ojo.Explorer.Rows;

/// <summary>A row for each run.</summary>
internal static class RunRows
{
    public static void Write(RunsResponse answer, RowWriter rows)
    {
        foreach (RunResponse run in answer.Runs)
        {
            rows.Row().Time("time", run.RunId, 0).Time("end", run.RunId, run.LastNs).Text("id", run.RunId.ToString(CultureInfo.InvariantCulture)).Run(run.RunId).Number("processId", (double?)run.ProcessId)
                .Text("name", string.Create(CultureInfo.InvariantCulture, $"{run.Service ?? "run"}@{run.Host ?? "?"} {run.RunId}"))
                .Number("events", run.Events).Number("dropped", run.Dropped).Number("flows", run.Flows);
        }
    }
}
