using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Ojo.Generators.Tests.Driving;

/// <summary>Marks files as the props do: <c>OjoEvents="true"</c>.</summary>
internal sealed class EventFileOptions(IEnumerable<string> paths) : AnalyzerConfigOptionsProvider
{
    private readonly HashSet<string> _paths = [.. paths];

    public override AnalyzerConfigOptions GlobalOptions { get; } = new Marked(false);

    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => new Marked(_paths.Contains(textFile.Path));

    private sealed class Marked(bool isEvents) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value)
        {
            value = isEvents && key == "build_metadata.AdditionalFiles.OjoEvents" ? "true" : null;
            return value is not null;
        }
    }
}
