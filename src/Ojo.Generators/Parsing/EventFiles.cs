using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Ojo.Generators.Parsing;

/// <summary>Tells events files from the other additional files of a project.</summary>
internal static class EventFiles
{
    private const string Metadata = "build_metadata.AdditionalFiles.OjoEvents";

    /// <summary>Whether the project marks <paramref name="file"/> with <c>OjoEvents="true"</c>.</summary>
    public static bool IsOne(AdditionalText file, AnalyzerConfigOptionsProvider options) =>
        options.GetOptions(file).TryGetValue(Metadata, out string? value)
        && string.Equals(value, "true", StringComparison.OrdinalIgnoreCase);
}
