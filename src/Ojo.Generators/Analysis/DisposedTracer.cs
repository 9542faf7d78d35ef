using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Ojo.Generators.Parsing;
using Ojo.Generators.Rules;

namespace Ojo.Generators.Analysis;

/// <summary>Follows a tracer from where it is disposed to the end of the code that surely comes after.</summary>
/// <remarks>
/// Blocks, and the <c>finally</c> of a <c>try</c>, and nothing else: branches, loops and other methods may know better. The
/// search ends where the variable gets another tracer or where a method of the same type is called that may give it one.
/// </remarks>
internal sealed class DisposedTracer
{
    private readonly ISymbol _tracer;
    private readonly IOperation _disposal;
    private readonly Action<Diagnostic> _report;

    private DisposedTracer(ISymbol tracer, IOperation disposal, Action<Diagnostic> report)
    {
        _tracer = tracer;
        _disposal = disposal;
        _report = report;
    }

    /// <summary>Whether a call disposes a tracer.</summary>
    public static bool IsDisposal(IInvocationOperation call) =>
        call.TargetMethod.Name is "Dispose" or "DisposeAsync" && call.Arguments.IsEmpty && TraceEventSymbols.IsTracer(call.TargetMethod.ContainingType);

    /// <summary>Reports what is recorded after <c>tracer.Dispose()</c>.</summary>
    public static void Report(IInvocationOperation disposal, Action<Diagnostic> report)
    {
        IOperation statement = disposal;
        while (statement.Parent is IAwaitOperation or IConditionalAccessOperation or IExpressionStatementOperation)
        {
            statement = statement.Parent;
        }

        if (statement is IExpressionStatementOperation && Variable(disposal.Instance) is { } tracer)
        {
            new DisposedTracer(tracer, disposal, report).Follow(statement);
        }
    }

    /// <summary>Reports what is recorded after <c>using (tracer) { … }</c>.</summary>
    public static void Report(IUsingOperation disposal, Action<Diagnostic> report)
    {
        if (TraceEventSymbols.IsTracer(disposal.Resources.Type) && Variable(disposal.Resources) is { } tracer)
        {
            new DisposedTracer(tracer, disposal, report).Follow(disposal);
        }
    }

    /// <summary>The operation without conversions, and for <c>?.</c> what stands before it.</summary>
    public static IOperation? Unwrap(IOperation? operation)
    {
        while (true)
        {
            switch (operation)
            {
                case IConversionOperation { IsImplicit: true, Operand: var inner }:
                    operation = inner;
                    break;
                case IConditionalAccessInstanceOperation:
                    IOperation? access = operation.Parent;
                    while (access is not null and not IConditionalAccessOperation)
                    {
                        access = access.Parent;
                    }

                    operation = (access as IConditionalAccessOperation)?.Operation;
                    break;
                default:
                    return operation;
            }
        }
    }

    private void Follow(IOperation statement)
    {
        // From the statement to those after it, and then from the block to what comes after that.
        while (statement.Parent is { } parent)
        {
            bool goesOn = parent switch
            {
                IBlockOperation block => Scan(block.Operations.SkipWhile(other => other != statement).Skip(1)),
                ITryOperation { Finally: { } last } choice when statement == choice.Body => Scan(last.Operations) && choice.Catches.IsEmpty,
                ITryOperation choice => statement == choice.Finally,
                IUsingOperation or ILockOperation => true,
                _ => false,
            };
            if (!goesOn)
            {
                return;
            }

            statement = parent;
        }
    }

    /// <summary>Reports what the statements record; returns whether the tracer is still disposed after them.</summary>
    private bool Scan(IEnumerable<IOperation> statements)
    {
        foreach (IOperation statement in statements)
        {
            if (statement is ILabeledOperation)
            {
                return false;
            }

            List<IOperation> inner = [.. Executed(statement)];
            if (inner.Exists(MayReplace))
            {
                return false;
            }

            foreach (IInvocationOperation call in inner.OfType<IInvocationOperation>().Where(Records))
            {
                int line = _disposal.Syntax.GetLocation().GetLineSpan().StartLinePosition.Line + 1;
                _report(Diagnostic.Create(UsageRules.TracerDisposed, call.Syntax.GetLocation(), _tracer.Name, line));
            }
        }

        return true;
    }

    /// <summary>The operation and all in it, without functions: those run when somebody calls them.</summary>
    private static IEnumerable<IOperation> Executed(IOperation operation) =>
        operation is IAnonymousFunctionOperation or ILocalFunctionOperation
            ? []
            : operation.ChildOperations.SelectMany(Executed).Prepend(operation);

    private bool Records(IInvocationOperation call)
    {
        if (TraceEventSymbols.IsTracer(call.TargetMethod.ContainingType))
        {
            return call.TargetMethod.Name is "Write" or "Flush" && IsTracer(call.Instance);
        }

        if (!Recorders.IsRecorder(call.TargetMethod))
        {
            return false;
        }

        return Recorders.TracerOf(call) is { } passed
            ? IsTracer(passed)
            : call.Instance is null or IInstanceReferenceOperation && SymbolEqualityComparer.Default.Equals(MemberOf(call), _tracer);
    }

    /// <summary>The member in which a recorder finds its tracer.</summary>
    private static ISymbol? MemberOf(IInvocationOperation call)
    {
        IReadOnlyList<ISymbol> found = new MemberSearch(call.TargetMethod, call.SemanticModel!.Compilation, default)
            .Nearest(static member => TraceEventSymbols.IsTracer(MemberSearch.TypeOf(member)));
        return found.Count == 1 ? found[0] : null;
    }

    private bool MayReplace(IOperation operation) => operation switch
    {
        IAssignmentOperation { Target: var target } => IsTracer(target) || target is ITupleOperation,
        IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out, Value: var value } => IsTracer(value),
        IInvocationOperation call => !IsLocal && !Records(call) && IsOfSameType(call),
        _ => false,
    };

    private bool IsLocal => _tracer is ILocalSymbol or IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: not MethodKind.Constructor } };

    private bool IsOfSameType(IInvocationOperation call) =>
        !Recorders.IsRecorder(call.TargetMethod)
        && (call.Instance is IInstanceReferenceOperation || SymbolEqualityComparer.Default.Equals(call.TargetMethod.ContainingType, _tracer.ContainingType));

    private bool IsTracer(IOperation? operation) => SymbolEqualityComparer.Default.Equals(Variable(operation), _tracer);

    /// <summary>The variable that an expression reads: a local, a parameter, or a member of this object or of a type.</summary>
    private static ISymbol? Variable(IOperation? operation) => Unwrap(operation) switch
    {
        ILocalReferenceOperation { Local: var local } => local,
        IParameterReferenceOperation { Parameter: var parameter } => parameter,
        IFieldReferenceOperation { Field: var field, Instance: null or IInstanceReferenceOperation } => field,
        IPropertyReferenceOperation { Property: var property, Instance: null or IInstanceReferenceOperation } => property,
        _ => null,
    };
}
