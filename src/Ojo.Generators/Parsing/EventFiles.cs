using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Ojo.Generators.Parsing;

/// <summary>Tells events files and their locks from the other additional files of a project.</summary>
internal static class EventFiles
{
    private const string Events = "build_metadata.AdditionalFiles.OjoEvents";
    private const string Lock = "build_metadata.AdditionalFiles.OjoLock";

    /// <summary>Whether the project marks <paramref name="file"/> with <c>OjoEvents="true"</c>.</summary>
    public static bool IsOne(AdditionalText file, AnalyzerConfigOptionsProvider options) => IsMarked(file, options, Events);

    /// <summary>Whether the project marks <paramref name="file"/> with <c>OjoLock="true"</c>.</summary>
    public static bool IsLock(AdditionalText file, AnalyzerConfigOptionsProvider options) => IsMarked(file, options, Lock);

    private static bool IsMarked(AdditionalText file, AnalyzerConfigOptionsProvider options, string metadata) =>
        options.GetOptions(file).TryGetValue(metadata, out string? value)
        && string.Equals(value, "true", StringComparison.OrdinalIgnoreCase);
}
