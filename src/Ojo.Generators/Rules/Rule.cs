using Microsoft.CodeAnalysis;

namespace Ojo.Generators.Rules;

/// <summary>Makes descriptors of one form: every rule has a page, and every rule is an error unless it says otherwise.</summary>
/// <remarks>The compiler prints errors and warnings but not information, so a rule worth having is one of the first two.</remarks>
internal static class Rule
{
    private const string Category = "Ojo";

    /// <summary>Where the pages are.</summary>
    public const string Pages = "https://github.com/ojo-trace/ojo/blob/main/docs/diagnostics/";

    public static DiagnosticDescriptor Error(string id, string title, string message) =>
        new(id, title, message, Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + id + ".md");

    /// <summary>A rule about something that works, and that somebody should know all the same.</summary>
    public static DiagnosticDescriptor Warning(string id, string title, string message) =>
        new(id, title, message, Category, DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: Pages + id + ".md");

    /// <summary>A rule for those who ask for it.</summary>
    public static DiagnosticDescriptor WarningAtEndOnRequest(string id, string title, string message) =>
        AtEnd(id, title, message, DiagnosticSeverity.Warning, isEnabled: false);

    /// <summary>A rule that is known only when the whole compilation has been seen.</summary>
    public static DiagnosticDescriptor ErrorAtEnd(string id, string title, string message) =>
        AtEnd(id, title, message, DiagnosticSeverity.Error);

    /// <summary>A warning that is known only when the whole compilation has been seen.</summary>
    public static DiagnosticDescriptor WarningAtEnd(string id, string title, string message) =>
        AtEnd(id, title, message, DiagnosticSeverity.Warning);

    private static DiagnosticDescriptor AtEnd(string id, string title, string message, DiagnosticSeverity severity, bool isEnabled = true) =>
        new(
            id,
            title,
            message,
            Category,
            severity,
            isEnabled,
            helpLinkUri: Pages + id + ".md",
            customTags: WellKnownDiagnosticTags.CompilationEnd);
}
