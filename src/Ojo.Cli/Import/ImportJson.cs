using System.Text.Json;
using Ojo.Interop.Importing;

namespace Ojo.Cli.Import;

/// <summary>Writes the summary that <c>ojo import --json</c> prints.</summary>
internal static class ImportJson
{
    public static string Of(ImportSummary summary) => JsonSerializer.Serialize(new
    {
        whole = summary.IsWhole,
        events = summary.Events,
        seconds = Math.Round(summary.Elapsed.TotalSeconds, 3),
        files = summary.Files.Select(static file => new
        {
            path = file.Path,
            format = file.Format,
            bytes = file.Bytes,
            runs = file.Runs,
            events = file.Events,
            knownEvents = file.KnownEvents,
            problemCount = file.ProblemCount,
            problems = file.Problems.Select(static problem => new { offset = problem.Offset, message = problem.Message }),
            failure = file.Failure,
        }),
    });
}
