using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Ojo.Generators.Parsing;
using Ojo.Generators.Rules;

namespace Ojo.Generators.Analysis;

/// <summary>Checks what is around the declarations of a project: its version of C#, its runtime, its options.</summary>
internal static class EnvironmentCheck
{
    /// <summary>Reports what is wrong; nothing where the project declares no events.</summary>
    public static void Report(Compilation compilation, AnalyzerOptions options, Declarations declarations, Action<Diagnostic> report)
    {
        if (declarations.IsEmpty)
        {
            return;
        }

        ReportRuntime(compilation, report);
        if (compilation is CSharpCompilation { LanguageVersion: < BuildEnvironment.Language and var language } && BuildEnvironment.RuntimeOf(compilation) is not null)
        {
            report(Diagnostic.Create(EnvironmentRules.LanguageTooOld, Location.None, BuildEnvironment.Language.ToDisplayString(), language.ToDisplayString()));
        }

        // A declaration with a mistake in it may be the one that has the category.
        if (declarations.AreRight)
        {
            ReportRemovedCategories(options.AnalyzerConfigOptionsProvider.GlobalOptions, declarations, report);
        }
    }

    /// <summary>Reports a file that is marked by a word that is neither yes nor no.</summary>
    public static void Report(AdditionalText file, AnalyzerConfigOptionsProvider options, Action<Diagnostic> report)
    {
        foreach ((string metadata, string word) in EventFiles.UnknownMarks(file, options))
        {
            string name = Path.GetFileName(file.Path);
            report(Diagnostic.Create(
                EnvironmentRules.BadOption, Location.Create(file.Path, default, default), word, "'true' or 'false'", $"{metadata} of {name}", "use one of them"));
        }
    }

    private static void ReportRuntime(Compilation compilation, Action<Diagnostic> report)
    {
        Version own = BuildEnvironment.Version;
        Version? runtime = BuildEnvironment.RuntimeOf(compilation);
        if (runtime is null || runtime.Major != own.Major || runtime.Minor != own.Minor)
        {
            report(Diagnostic.Create(EnvironmentRules.OtherRuntime, Location.None, Short(own), runtime is null ? "none" : Short(runtime)));
        }
    }

    private static void ReportRemovedCategories(AnalyzerConfigOptions options, Declarations declarations, Action<Diagnostic> report)
    {
        IReadOnlyList<string> words = RemovedCategories.Words(options);
        if (words.Count == 0)
        {
            return;
        }

        string[] known = [.. declarations.InOrder().Select(static one => one.Event.Category).Distinct(StringComparer.OrdinalIgnoreCase).OrderBy(static name => name, StringComparer.Ordinal)];
        foreach (string word in words.Distinct(StringComparer.OrdinalIgnoreCase).Where(word => !known.Contains(word, StringComparer.OrdinalIgnoreCase)))
        {
            string hint = Suggestion.Nearest(word, known) is { } near ? $"did you mean '{near}'?" : $"its categories are {string.Join(", ", known)}";
            report(Diagnostic.Create(EnvironmentRules.BadOption, Location.None, word, "a category of this project's events", $"{RemovedCategories.Property} for it", hint));
        }
    }

    private static string Short(Version version) => string.Format(CultureInfo.InvariantCulture, "{0}.{1}", version.Major, version.Minor);
}
