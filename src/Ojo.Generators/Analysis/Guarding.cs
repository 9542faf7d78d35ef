using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Ojo.Generators.Analysis;

/// <summary>Tells whether code runs only where a guard has said that an event is on.</summary>
/// <remarks>Any guard will do: who asks one for a group of events has thought of it.</remarks>
internal static class Guarding
{
    // Locals that are initialized from each other end somewhere; this ends sooner.
    private const int MostLocals = 4;

    public static bool IsGuarded(IOperation operation)
    {
        for (IOperation inner = operation; inner.Parent is { } outer; inner = outer)
        {
            bool isGuarded = outer switch
            {
                IConditionalOperation choice when inner == choice.WhenTrue => IsOnWhere(choice.Condition, true),
                IConditionalOperation choice when inner == choice.WhenFalse => IsOnWhere(choice.Condition, false),
                IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd } both when inner == both.RightOperand => IsOnWhere(both.LeftOperand, true),
                IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalOr } either when inner == either.RightOperand => IsOnWhere(either.LeftOperand, false),
                IWhileLoopOperation { ConditionIsTop: true, Condition: { } condition } loop when inner == loop.Body => IsOnWhere(condition, !loop.ConditionIsUntil),
                IBlockOperation block => IsLeftBefore(block, inner),
                _ => false,
            };
            if (isGuarded)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether an earlier statement of the block leaves it where the event is off.</summary>
    private static bool IsLeftBefore(IBlockOperation block, IOperation statement)
    {
        foreach (IOperation earlier in block.Operations)
        {
            if (earlier == statement)
            {
                return false;
            }

            if (earlier is IConditionalOperation choice
                && ((Leaves(choice.WhenTrue) && IsOnWhere(choice.Condition, false)) || (Leaves(choice.WhenFalse) && IsOnWhere(choice.Condition, true))))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Leaves(IOperation? statement) => statement switch
    {
        IBlockOperation { Operations: { IsEmpty: false } statements } => Leaves(statements.Last()),
        IExpressionStatementOperation { Operation: IThrowOperation } => true,
        IReturnOperation or IBranchOperation or IThrowOperation => true,
        _ => false,
    };

    /// <summary>Whether an event is on wherever <paramref name="condition"/> has come out as <paramref name="outcome"/>.</summary>
    private static bool IsOnWhere(IOperation condition, bool outcome, int locals = 0) => condition switch
    {
        IParenthesizedOperation { Operand: var inner } => IsOnWhere(inner, outcome, locals),
        IConversionOperation { Operand: var inner } => IsOnWhere(inner, outcome, locals),
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Not, Operand: var inner } => IsOnWhere(inner, !outcome, locals),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.And } both => outcome
            ? IsOnWhere(both.LeftOperand, true, locals) || IsOnWhere(both.RightOperand, true, locals)
            : IsOnWhere(both.LeftOperand, false, locals) && IsOnWhere(both.RightOperand, false, locals),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalOr or BinaryOperatorKind.Or } either => outcome
            ? IsOnWhere(either.LeftOperand, true, locals) && IsOnWhere(either.RightOperand, true, locals)
            : IsOnWhere(either.LeftOperand, false, locals) || IsOnWhere(either.RightOperand, false, locals),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } comparison => IsOnWhereEqual(comparison, outcome, locals),
        IIsPatternOperation { Value: var value, Pattern: IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: bool word } } } =>
            IsOnWhere(value, outcome == word, locals),
        IConditionalAccessOperation { WhenNotNull: var inner } => outcome && IsOnWhere(inner, true, locals),
        ICoalesceOperation { Value: var value, WhenNull.ConstantValue: { HasValue: true, Value: false } } => outcome && IsOnWhere(value, true, locals),
        IInvocationOperation { TargetMethod: var method } => outcome && Recorders.IsGuard(method),
        IPropertyReferenceOperation { Property: var property } => outcome && Recorders.IsGuard(property),
        ILocalReferenceOperation { Local: var local, SemanticModel: { } model } => locals < MostLocals
            && Initializer(local) is { } initializer
            && model.GetOperation(initializer) is { } value
            && IsOnWhere(value, outcome, locals + 1),
        _ => false,
    };

    private static bool IsOnWhereEqual(IBinaryOperation comparison, bool outcome, int locals)
    {
        bool isEqual = comparison.OperatorKind == BinaryOperatorKind.Equals;
        (IOperation value, IOperation word) = comparison.LeftOperand.ConstantValue.HasValue
            ? (comparison.RightOperand, comparison.LeftOperand)
            : (comparison.LeftOperand, comparison.RightOperand);
        return Unwrap(word).ConstantValue is { HasValue: true, Value: bool constant } && IsOnWhere(value, (outcome == isEqual) == constant, locals);
    }

    private static IOperation Unwrap(IOperation operation) => operation is IConversionOperation { Operand: var inner } ? Unwrap(inner) : operation;

    private static ExpressionSyntax? Initializer(ILocalSymbol local) =>
        local.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is VariableDeclaratorSyntax { Initializer.Value: var value } ? value : null;
}
