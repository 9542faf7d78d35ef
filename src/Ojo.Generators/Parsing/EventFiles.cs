using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Ojo.Generators.Parsing;

/// <summary>Tells events files and their locks from the other additional files of a project.</summary>
internal static class EventFiles
{
    private const string Events = "build_metadata.AdditionalFiles.OjoEvents";
    private const string UpdatingLock = "build_property.OjoUpdatingEventsLock";
    private const string Header = "build_property.OjoCHeader";
    private const string Lock = "build_metadata.AdditionalFiles.OjoLock";

    private static readonly string[] s_marks = [Events, Lock];

    /// <summary>Whether the project marks <paramref name="file"/> with <c>OjoEvents="true"</c>.</summary>
    public static bool IsOne(AdditionalText file, AnalyzerConfigOptionsProvider options) => IsMarked(file, options, Events);

    /// <summary>Whether the project marks <paramref name="file"/> with <c>OjoLock="true"</c>.</summary>
    public static bool IsLock(AdditionalText file, AnalyzerConfigOptionsProvider options) => IsMarked(file, options, Lock);

    /// <summary>The marks of a file whose words are neither <c>true</c> nor <c>false</c>, each with its word.</summary>
    public static IEnumerable<(string Metadata, string Word)> UnknownMarks(AdditionalText file, AnalyzerConfigOptionsProvider options)
    {
        foreach (string key in s_marks)
        {
            if (options.GetOptions(file).TryGetValue(key, out string? word) && word.Length > 0 && !bool.TryParse(word, out _))
            {
                yield return (key.Substring(key.LastIndexOf('.') + 1), word);
            }
        }
    }

    /// <summary>Whether this build brings the lock up to date, as <c>-t:UpdateEventsLock</c> asks for.</summary>
    public static bool IsUpdatingLock(AnalyzerConfigOptionsProvider options) =>
        options.GlobalOptions.TryGetValue(UpdatingLock, out string? value) && string.Equals(value, "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>The path of the C header that this build writes; null where it writes none.</summary>
    public static string? CHeader(AnalyzerConfigOptionsProvider options) =>
        options.GlobalOptions.TryGetValue(Header, out string? path) && !string.IsNullOrWhiteSpace(path) ? path.Trim() : null;

    private static bool IsMarked(AdditionalText file, AnalyzerConfigOptionsProvider options, string metadata) =>
        options.GetOptions(file).TryGetValue(metadata, out string? value)
        && string.Equals(value, "true", StringComparison.OrdinalIgnoreCase);
}
