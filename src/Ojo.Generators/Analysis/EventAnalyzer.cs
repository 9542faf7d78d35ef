using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Ojo.Generators.Parsing;
using Ojo.Generators.Parsing.Locks;
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
        [.. DeclarationRules.All, .. YamlRules.All, .. IdentityRules.All, .. LockRules.All, .. EnvironmentRules.All];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        // A method whose body is generated counts as generated itself; nothing is ever reported in the rest.
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze);
        context.RegisterCompilationStartAction(static start =>
        {
            var declarations = new Declarations();
            start.RegisterSymbolAction(symbol => AnalyzeMethod(symbol, declarations), SymbolKind.Method);
            start.RegisterAdditionalFileAction(file => AnalyzeFile(file, declarations));
            start.RegisterCompilationEndAction(end =>
            {
                var free = new FreeIdentities(declarations);
                IdentityCheck.Report(declarations.InOrder(), free, end.ReportDiagnostic);
                EnvironmentCheck.Report(end.Compilation, end.Options, declarations, end.ReportDiagnostic);
                IdentityCheck.Report(declarations.Enums, end.ReportDiagnostic);
                IdentityCheck.Report(declarations.LockedInOrder(), end.ReportDiagnostic);
                bool isUpdating = EventFiles.IsUpdatingLock(end.Options.AnalyzerConfigOptionsProvider);
                LockCheck.Report(declarations, free, isUpdating, end.ReportDiagnostic);
            });
        });
    }

    private static void AnalyzeMethod(SymbolAnalysisContext context, Declarations declarations)
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
                declarations.Add(MethodParser.Parse(method, syntax, context.Compilation, findings, context.CancellationToken).Declared);
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

        declarations.CountFaults(findings.Count);
        Report(findings, context.ReportDiagnostic);
    }

    /// <summary>The declaration that carries <paramref name="attribute"/>.</summary>
    private static SyntaxNode? SyntaxWith(AttributeData attribute, CancellationToken cancellation) =>
        attribute.ApplicationSyntaxReference?.GetSyntax(cancellation).Parent?.Parent;

    private static void AnalyzeFile(AdditionalFileAnalysisContext context, Declarations declarations)
    {
        AdditionalText file = context.AdditionalFile;
        AnalyzerConfigOptionsProvider options = context.Options.AnalyzerConfigOptionsProvider;
        EnvironmentCheck.Report(file, options, context.ReportDiagnostic);
        bool isLock = EventFiles.IsLock(file, options);
        if (!isLock && !EventFiles.IsOne(file, options))
        {
            return;
        }

        var findings = new Findings();
        try
        {
            if (file.GetText(context.CancellationToken) is not { } text)
            {
                // The compiler says that it can't be read.
                findings.LeaveToCompiler();
            }
            else if (isLock)
            {
                declarations.AddLock(file.Path, LockFileParser.Parse(file.Path, text, findings));
            }
            else
            {
                bool isOjo = context.Compilation.AssemblyName == EventIdentity.BuiltInAssembly;
                EventFile parsed = EventFileParser.Parse(file.Path, text, isOjo, findings);
                declarations.Add(parsed);
                CheckClass(parsed, context, findings);
            }
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            findings.Report(
                EnvironmentRules.InternalFailure, Location.Create(file.Path, default, default), Path.GetFileName(file.Path), Words.ToProse(fault.Message).TrimEnd('.'));
        }

        if (isLock)
        {
            declarations.CountLockFaults(findings.Count);
        }
        else
        {
            declarations.CountFaults(findings.Count);
        }

        Report(findings, context.ReportDiagnostic);
    }

    /// <summary>Reports a class that C# declares in a way that the file's can't be one with.</summary>
    private static void CheckClass(EventFile file, AdditionalFileAnalysisContext context, Findings findings)
    {
        if (file.Type is { } type && UserClass.FindClash(type, context.Compilation, context.CancellationToken) is { } clash)
        {
            FileLinePositionSpan place = clash.GetLineSpan();
            string where = $"{Path.GetFileName(place.Path)}, line {place.StartLinePosition.Line + 1}";
            findings.Report(
                YamlRules.BadGeneratedName, file.Class, type.FullName.Substring(type.FullName.LastIndexOf('.') + 1), type.FullName, $"is declared in {where}, and is no static partial class there");
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
