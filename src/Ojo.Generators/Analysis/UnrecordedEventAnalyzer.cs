using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Ojo.Generators.Parsing;
using Ojo.Generators.Rules;

namespace Ojo.Generators.Analysis;

/// <summary>Says which events a project declares for itself and never records. Off unless a project asks for it.</summary>
/// <remarks>An analyzer of its own: the compiler runs it only where its rule is on.</remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnrecordedEventAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [UsageRules.NeverRecorded];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        // A method whose body is generated counts as generated itself; nothing is ever reported in the rest.
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze);
        context.RegisterCompilationStartAction(static start =>
        {
            bool hasFriends = start.Compilation.Assembly.GetAttributes().Any(static one => one.AttributeClass?.Name == "InternalsVisibleToAttribute");
            var declared = new ConcurrentBag<IMethodSymbol>();
            var recorded = new ConcurrentDictionary<ISymbol, bool>(SymbolEqualityComparer.Default);
            start.RegisterSymbolAction(
                symbol =>
                {
                    var method = (IMethodSymbol)symbol.Symbol;
                    if (method.PartialDefinitionPart is null && IsToBeRecordedHere(method, hasFriends))
                    {
                        declared.Add(method);
                    }
                },
                SymbolKind.Method);
            start.RegisterOperationAction(call => recorded[Declaration(((IInvocationOperation)call.Operation).TargetMethod)] = true, OperationKind.Invocation);
            start.RegisterOperationAction(use => recorded[Declaration(((IMethodReferenceOperation)use.Operation).Method)] = true, OperationKind.MethodReference);
            start.RegisterCompilationEndAction(end =>
            {
                foreach (IMethodSymbol method in declared.Where(method => !recorded.ContainsKey(method)))
                {
                    end.ReportDiagnostic(Diagnostic.Create(UsageRules.NeverRecorded, method.Locations[0], method.Name));
                }
            });
        });
    }

    private static ISymbol Declaration(IMethodSymbol method) => (method.ReducedFrom ?? method).OriginalDefinition is var original
        ? original.PartialDefinitionPart ?? original
        : method;

    /// <summary>Whether nobody but this project can record the event, by its name. One that is retired is not to be recorded.</summary>
    private static bool IsToBeRecordedHere(IMethodSymbol method, bool hasFriends) =>
        TraceEventSymbols.FindTraceEvent(method) is { } attribute
        && attribute.NamedArguments.All(static argument => argument.Key != "Retired")
        && !MethodShape.IsDispatched(method)
        && !IsSeenElsewhere(method, hasFriends);

    private static bool IsSeenElsewhere(ISymbol member, bool hasFriends)
    {
        for (ISymbol? symbol = member; symbol is IMethodSymbol or INamedTypeSymbol; symbol = symbol.ContainingType)
        {
            bool isHidden = symbol.DeclaredAccessibility switch
            {
                Accessibility.Private => true,
                Accessibility.Internal or Accessibility.ProtectedAndInternal => !hasFriends,
                _ => false,
            };
            if (isHidden)
            {
                return false;
            }
        }

        return true;
    }
}
