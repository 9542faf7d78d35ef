using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Ojo.Benchmarks.Generation;

/// <summary>The options of a project whose additional files are all marked with <c>OjoEvents="true"</c>.</summary>
internal sealed class EveryFileDeclares : AnalyzerConfigOptionsProvider
{
    private static readonly AnalyzerConfigOptions s_none = new Options(isEventsFile: false);
    private static readonly AnalyzerConfigOptions s_events = new Options(isEventsFile: true);

    public override AnalyzerConfigOptions GlobalOptions => s_none;

    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => s_none;

    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => s_events;

    private sealed class Options(bool isEventsFile) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value)
        {
            value = isEventsFile && key == "build_metadata.AdditionalFiles.OjoEvents" ? "true" : null;
            return value is not null;
        }
    }
}
