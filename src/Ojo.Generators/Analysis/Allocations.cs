using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;
using Ojo.Generators.Parsing;

namespace Ojo.Generators.Analysis;

/// <summary>Finds what an expression puts on the heap. What is not known to allocate is taken not to.</summary>
internal static class Allocations
{
    private static readonly HashSet<string> s_stringMethods = new(StringComparer.Ordinal)
    {
        "Format", "Concat", "Join", "Create", "Copy", "Substring", "Insert", "Remove", "PadLeft", "PadRight", "Replace",
        "ToUpper", "ToUpperInvariant", "ToLower", "ToLowerInvariant",
    };

    /// <summary>Each allocation of <paramref name="expression"/> that is not part of another, with a few words for it.</summary>
    public static IEnumerable<(IOperation Place, string What)> In(IOperation expression)
    {
        if (expression.ConstantValue.HasValue || IsRareOrOnce(expression))
        {
            return [];
        }

        return Describe(expression) is { } what
            ? [(expression, what)]
            : expression is IAnonymousFunctionOperation or IDelegateCreationOperation ? []
            : expression.ChildOperations.SelectMany(In);
    }

    /// <summary>Throwing is not the usual course, and what is kept by <c>??=</c> is made once.</summary>
    private static bool IsRareOrOnce(IOperation expression) => expression is IThrowOperation or ICoalesceAssignmentOperation;

    private static string? Describe(IOperation expression) => expression switch
    {
        IInterpolatedStringOperation { Type.SpecialType: SpecialType.System_String } => "string interpolation",
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Add, Type.SpecialType: SpecialType.System_String } => "string concatenation",
        IObjectCreationOperation { Type: { IsReferenceType: true } type } => $"'new {type.Name}'",
        IAnonymousObjectCreationOperation => "an anonymous object",
        IWithOperation { Type.IsReferenceType: true } => "a copy by 'with'",
        IArrayCreationOperation array => DescribeArray(array),
        ICollectionExpressionOperation { Type.IsReferenceType: true, Elements.Length: > 0 } => "a collection expression",
        IDelegateCreationOperation creation => DescribeDelegate(creation),
        IConversionOperation conversion when conversion.GetConversion().IsBoxing => $"boxing of '{conversion.Operand.Type?.ToDisplayString()}'",
        IInvocationOperation call => DescribeCall(call.TargetMethod),
        _ => null,
    };

    private static string? DescribeArray(IArrayCreationOperation array)
    {
        if (array.IsImplicit)
        {
            return array.Initializer is { ElementValues.Length: 0 } ? null : "the array of 'params'";
        }

        // Constants that become a ReadOnlySpan stay where the compiler put them: in the assembly.
        bool isSpanOfConstants = array is
        {
            Parent: IConversionOperation { Type: { Name: "ReadOnlySpan" } span },
            Initializer.ElementValues: var values,
        }
            && TraceEventSymbols.IsSystem(span.OriginalDefinition, "ReadOnlySpan")
            && values.All(static value => value.ConstantValue.HasValue);
        return isSpanOfConstants ? null : "an array";
    }

    /// <summary>A lambda without captured variables and a static method are made into a delegate once.</summary>
    private static string? DescribeDelegate(IDelegateCreationOperation creation) => creation.Target switch
    {
        IAnonymousFunctionOperation lambda => Captures(lambda) ? "a closure" : null,
        IMethodReferenceOperation { Instance: not null } => "a delegate",
        _ => null,
    };

    private static bool Captures(IAnonymousFunctionOperation lambda) => lambda.Body.Descendants().Any(inner => inner switch
    {
        ILocalReferenceOperation { Local: { IsConst: false } local } => !IsWithin(local, lambda.Symbol),
        IParameterReferenceOperation { Parameter: var parameter } => !IsWithin(parameter, lambda.Symbol),
        IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance } => true,
        _ => false,
    });

    private static bool IsWithin(ISymbol symbol, IMethodSymbol function)
    {
        for (ISymbol? around = symbol.ContainingSymbol; around is not null; around = around.ContainingSymbol)
        {
            if (SymbolEqualityComparer.Default.Equals(around, function))
            {
                return true;
            }
        }

        return false;
    }

    private static string? DescribeCall(IMethodSymbol method)
    {
        INamedTypeSymbol type = method.ContainingType;
        if (!IsOfFramework(type))
        {
            return null;
        }

        ITypeSymbol result = method.OriginalDefinition.ReturnType;
        bool allocates = type switch
        {
            { SpecialType: SpecialType.System_String } => s_stringMethods.Contains(method.Name) || result is IArrayTypeSymbol,
            { Name: "ArrayPool" or "Array" } => false,
            { Name: "Enumerable" } => result.IsReferenceType && result is not ITypeParameterSymbol && method.Name is not ("AsEnumerable" or "Empty"),
            { Name: "Encoding" or "Convert" } => result is IArrayTypeSymbol || result.SpecialType == SpecialType.System_String,
            _ => result is IArrayTypeSymbol || IsToString(method),
        };
        string prefix = type.SpecialType == SpecialType.System_String && method.IsStatic ? "string." : "";
        return allocates ? $"'{prefix}{method.Name}'" : null;
    }

    /// <summary>Numbers, times, enums, builders make a new text each time; a class of the project may keep its own.</summary>
    private static bool IsToString(IMethodSymbol method) =>
        method is { Name: "ToString", ReturnType.SpecialType: SpecialType.System_String, ContainingType.SpecialType: not (SpecialType.System_Boolean or SpecialType.System_Object) };

    private static bool IsOfFramework(INamedTypeSymbol type)
    {
        INamespaceSymbol? space = type.ContainingNamespace;
        while (space is { ContainingNamespace.IsGlobalNamespace: false })
        {
            space = space.ContainingNamespace;
        }

        return space is { Name: "System", IsGlobalNamespace: false };
    }
}
