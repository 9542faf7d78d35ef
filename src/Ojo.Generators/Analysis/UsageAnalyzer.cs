using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Ojo.Generators.Parsing;
using Ojo.Generators.Rules;

namespace Ojo.Generators.Analysis;

/// <summary>Says where recording costs more than it should, or comes too late.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UsageAnalyzer : DiagnosticAnalyzer
{
    private const int LongestReceiver = 40;

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [.. UsageRules.All];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterOperationAction(AnalyzeCall, OperationKind.Invocation);
        context.RegisterOperationAction(static use => DisposedTracer.Report((IUsingOperation)use.Operation, use.ReportDiagnostic), OperationKind.Using);
    }

    private static void AnalyzeCall(OperationAnalysisContext context)
    {
        var call = (IInvocationOperation)context.Operation;
        if (DisposedTracer.IsDisposal(call))
        {
            DisposedTracer.Report(call, context.ReportDiagnostic);
        }
        else if (Recorders.IsRecorder(call.TargetMethod)
            && !Recorders.IsLeftOut(call.TargetMethod)
            && Recorders.GuardOf(call.TargetMethod) is { } guard)
        {
            ReportAllocations(call, guard, context.ReportDiagnostic);
        }
    }

    private static void ReportAllocations(IInvocationOperation call, ISymbol guard, Action<Diagnostic> report)
    {
        foreach (IArgumentOperation argument in call.Arguments)
        {
            if (argument.ArgumentKind != ArgumentKind.Explicit || TraceEventSymbols.IsTracer(argument.Parameter?.Type))
            {
                continue;
            }

            foreach ((IOperation place, string what) in Allocations.In(argument.Value))
            {
                if (!Guarding.IsGuarded(place))
                {
                    string condition = GuardText(call, guard);
                    ImmutableDictionary<string, string?> hints = FixHint.Of(FixHint.Guard, CanBeAsked(call) ? condition : null);
                    report(Diagnostic.Create(UsageRules.AllocatingArgument, place.Syntax.GetLocation(), hints, what, condition));
                    break;
                }
            }
        }
    }

    /// <summary>The condition to write: the guard on what the recorder is called on.</summary>
    private static string GuardText(IInvocationOperation call, ISymbol guard)
    {
        string? tracer = Text(Recorders.TracerOf(call));
        string? instance = Text(call.Instance);
        return guard switch
        {
            IMethodSymbol { IsExtensionMethod: true } => $"{tracer ?? "tracer"}.{guard.Name}()",
            IMethodSymbol { IsStatic: true } => $"{guard.ContainingType.Name}.{guard.Name}({tracer ?? "tracer"})",
            IMethodSymbol => $"{(instance is null ? "" : instance + ".")}{guard.Name}({tracer ?? "tracer"})",
            { IsStatic: true } => $"{guard.ContainingType.Name}.{guard.Name}",
            _ => $"{(instance is null ? "" : instance + ".")}{guard.Name}",
        };
    }

    /// <summary>Whether what the recorder is called on can be named once more: nothing happens by that, and it is there.</summary>
    private static bool CanBeAsked(IInvocationOperation call)
    {
        IOperation? tracer = Recorders.TracerOf(call);
        return (tracer is null || IsName(DisposedTracer.Unwrap(tracer))) && (call.Instance is null or { IsImplicit: true } || IsName(call.Instance));
    }

    private static bool IsName(IOperation? operation) => Text(operation) is not null && operation switch
    {
        ILocalReferenceOperation or IParameterReferenceOperation or IInstanceReferenceOperation => true,
        IMemberReferenceOperation { Member.Kind: SymbolKind.Field or SymbolKind.Property, Instance: null or { IsImplicit: true } } => true,
        IMemberReferenceOperation { Member.Kind: SymbolKind.Field or SymbolKind.Property, Instance: { } instance } => IsName(instance),
        _ => false,
    };

    private static string? Text(IOperation? operation)
    {
        operation = DisposedTracer.Unwrap(operation);
        string? text = operation is null or { IsImplicit: true } ? null : operation.Syntax.ToString();
        return text is { Length: <= LongestReceiver } ? text : null;
    }
}
