using System.Globalization;
using System.Text.RegularExpressions;
using Ojo.Generators.Tests.Driving;

namespace Ojo.Generators.Tests.Yaml;

/// <summary>What a build says of a case, and what is generated.</summary>
/// <param name="Messages">Everything it says, the compiler's messages included, in the order of a build's output.</param>
/// <param name="Generated">The wire names of the events that have a recorder which records.</param>
internal sealed partial record CorpusResult(IReadOnlyList<Diagnostic> Messages, IReadOnlyCollection<string> Generated)
{
    public static async Task<CorpusResult> Of(CorpusCase one)
    {
        GeneratorRun run = GeneratorRun.Of(one.Project);
        return new CorpusResult(await Diagnosis.Of(one.Project, run), [.. EventsOf(run).Order(StringComparer.Ordinal)]);
    }

    /// <summary>The id and place of a message, as the expectations write them.</summary>
    public static string Place(Diagnostic message)
    {
        FileLinePositionSpan span = message.Location.GetLineSpan();
        return $"{span.Path}: {message.Id} at {span.StartLinePosition.Line + 1}:{span.StartLinePosition.Character + 1}";
    }

    public static string Text(Diagnostic message) => message.GetMessage(CultureInfo.InvariantCulture);

    /// <summary>The events in the catalogues that were generated: what a program can record and a reader of its traces can name.</summary>
    private static IEnumerable<string> EventsOf(GeneratorRun run) => run.Sources.Values
        .SelectMany(static source => CatalogueEntry().Matches(source))
        .Select(static match => match.Groups[1].Value);

    [GeneratedRegex("""\{"id":[0-9]+,"name":"([A-Z0-9_]+)""")]
    private static partial Regex CatalogueEntry();
}
