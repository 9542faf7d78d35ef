using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Ojo.Generators.Parsing;
using Ojo.Generators.Parsing.Yaml;
using Ojo.Generators.Rules;

namespace Ojo.Generators.Analysis;

/// <summary>Says what is wrong with a project's event declarations, in C# and in events files.</summary>
/// <remarks>
/// An analyzer and not the generator does it, so that <c>#pragma</c> and .editorconfig have their say, and so that no
/// location ever stands in what the generator caches. The parsers are the generator's own.
/// </remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class EventAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        [.. DeclarationRules.All, .. YamlRules.All, .. IdentityRules.All, .. EnvironmentRules.All];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        // A method whose body is generated counts as generated itself; nothing is ever reported in the rest.
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze);
        context.RegisterCompilationStartAction(static start =>
        {
            var declared = new ConcurrentBag<DeclaredEvent>();
            var enums = new ConcurrentBag<DeclaredEnum>();
            start.RegisterSymbolAction(symbol => AnalyzeMethod(symbol, declared), SymbolKind.Method);
            start.RegisterAdditionalFileAction(file => AnalyzeFile(file, declared, enums));
            start.RegisterCompilationEndAction(end =>
            {
                IdentityCheck.Report(declared, end.ReportDiagnostic);
                IdentityCheck.Report(enums, end.ReportDiagnostic);
            });
        });
    }

    private static void AnalyzeMethod(SymbolAnalysisContext context, ConcurrentBag<DeclaredEvent> declared)
    {
        // Of a partial method both parts come by, and each has the attributes of both.
        var method = (IMethodSymbol)context.Symbol;
        if (method.PartialDefinitionPart is not null || TraceEventSymbols.FindTraceEvent(method) is not { } attribute)
        {
            return;
        }

        var findings = new Findings();
        try
        {
            if (SyntaxWith(attribute, context.CancellationToken) is MethodDeclarationSyntax syntax)
            {
                Keep(MethodParser.Parse(method, syntax, context.Compilation, findings, context.CancellationToken).Declared, declared);
            }
            else
            {
                // An accessor, an operator, a constructor: whatever has a body of its own.
                findings.Report(DeclarationRules.NotPartial, method.Locations.FirstOrDefault(), method.Name);
            }
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            findings.Report(EnvironmentRules.InternalFailure, method.Locations.FirstOrDefault(), method.Name, Words.ToProse(fault.Message).TrimEnd('.'));
        }

        Report(findings, context.ReportDiagnostic);
    }

    /// <summary>The declaration that carries <paramref name="attribute"/>.</summary>
    private static SyntaxNode? SyntaxWith(AttributeData attribute, CancellationToken cancellation) =>
        attribute.ApplicationSyntaxReference?.GetSyntax(cancellation).Parent?.Parent;

    private static void AnalyzeFile(AdditionalFileAnalysisContext context, ConcurrentBag<DeclaredEvent> declared, ConcurrentBag<DeclaredEnum> enums)
    {
        AdditionalText file = context.AdditionalFile;
        if (!EventFiles.IsOne(file, context.Options.AnalyzerConfigOptionsProvider))
        {
            return;
        }

        var findings = new Findings();
        try
        {
            if (file.GetText(context.CancellationToken) is { } text)
            {
                bool isOjo = context.Compilation.AssemblyName == EventIdentity.BuiltInAssembly;
                EventFile parsed = EventFileParser.Parse(file.Path, text, isOjo, findings);
                foreach (DeclaredEvent one in parsed.Events)
                {
                    Keep(one, declared);
                }

                foreach (DeclaredEnum one in parsed.Enums)
                {
                    enums.Add(one);
                }
            }
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            findings.Report(
                EnvironmentRules.InternalFailure, Location.Create(file.Path, default, default), Path.GetFileName(file.Path), Words.ToProse(fault.Message).TrimEnd('.'));
        }

        Report(findings, context.ReportDiagnostic);
    }

    private static void Keep(DeclaredEvent? one, ConcurrentBag<DeclaredEvent> declared)
    {
        if (one is not null)
        {
            declared.Add(one);
        }
    }

    private static void Report(Findings findings, Action<Diagnostic> report)
    {
        foreach (Diagnostic diagnostic in findings.Diagnostics)
        {
            report(diagnostic);
        }
    }
}
