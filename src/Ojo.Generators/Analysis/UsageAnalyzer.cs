using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
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
        context.RegisterOperationAction(
            static use => RetiredOverrides.Report(((IMethodReferenceOperation)use.Operation).Method, use.Operation.Syntax, use.ContainingSymbol, use.ReportDiagnostic),
            OperationKind.MethodReference);
        context.RegisterOperationAction(static use => DisposedTracer.Report((IUsingOperation)use.Operation, use.ReportDiagnostic), OperationKind.Using);
    }

    private static void AnalyzeCall(OperationAnalysisContext context)
    {
        var call = (IInvocationOperation)context.Operation;
        RetiredOverrides.Report(call.TargetMethod, call.Syntax, context.ContainingSymbol, context.ReportDiagnostic);
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
        IArgumentOperation? tracer = Recorders.AskedOf(call, guard);
        foreach (IArgumentOperation argument in call.Arguments)
        {
            // The guard takes the tracer too, and whatever it costs to get at it.
            if (argument.ArgumentKind != ArgumentKind.Explicit || argument == tracer)
            {
                continue;
            }

            foreach ((IOperation place, string what) in Allocations.In(argument.Value))
            {
                if (!Guarding.IsGuarded(place))
                {
                    string condition = GuardText(call, guard, tracer?.Value);
                    ImmutableDictionary<string, string?> hints = FixHint.Of(FixHint.Guard, CanBeAsked(call, tracer?.Value) ? condition : null);
                    report(Diagnostic.Create(UsageRules.AllocatingArgument, place.Syntax.GetLocation(), hints, what, condition));
                    break;
                }
            }
        }
    }

    /// <summary>The condition to write: the guard on what the recorder is called on, named as the recorder is.</summary>
    private static string GuardText(IInvocationOperation call, ISymbol guard, IOperation? tracer)
    {
        string asked = Recorders.AskedBy(guard) is { } parameter ? Text(tracer) ?? Words.Escape(parameter.Name) : "";
        ExpressionSyntax? named = (call.Syntax as InvocationExpressionSyntax)?.Expression;
        bool isCalledOnIt = call.TargetMethod.IsExtensionMethod && tracer is not null && named is not SimpleNameSyntax
            && (named is not MemberAccessExpressionSyntax access || access.Expression.Span.Contains(tracer.Syntax.Span));
        if (isCalledOnIt)
        {
            return $"{InParentheses(tracer!, asked)}.{guard.Name}()";
        }

        string before = call.Instance is null ? TypeName(named) : Text(call.Instance) is { } instance ? InParentheses(call.Instance, instance) + "." : "";
        return guard is IMethodSymbol ? $"{before}{guard.Name}({asked})" : before + guard.Name;
    }

    /// <summary>The type that a static recorder is called on, where the call names it.</summary>
    private static string TypeName(ExpressionSyntax? named) => named is MemberAccessExpressionSyntax access ? access.Expression + "." : "";

    /// <summary>Whether what the recorder is called on can be named once more: nothing happens by that, and it is there.</summary>
    private static bool CanBeAsked(IInvocationOperation call, IOperation? tracer) =>
        (tracer is null || IsName(DisposedTracer.Unwrap(tracer))) && (call.Instance is null or { IsImplicit: true } || IsName(call.Instance));

    private static string InParentheses(IOperation operation, string text) =>
        DisposedTracer.Unwrap(operation)!.Syntax is BinaryExpressionSyntax or ConditionalExpressionSyntax or AssignmentExpressionSyntax or CastExpressionSyntax or AwaitExpressionSyntax
            ? $"({text})"
            : text;

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
