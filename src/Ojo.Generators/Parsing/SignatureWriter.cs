using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Ojo.Generators.Parsing;

/// <summary>Writes a partial method's declaration once more, exactly, with every type fully qualified.</summary>
internal static class SignatureWriter
{
    private static readonly SymbolDisplayFormat s_type = SymbolDisplayFormat.FullyQualifiedFormat
        .AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    /// <summary>A type as generated code names it.</summary>
    public static string TypeName(ITypeSymbol type) => Keyword(type.SpecialType) ?? type.ToDisplayString(s_type);

    /// <summary>The method's modifiers, type, name, parameters and constraints.</summary>
    public static string Write(IMethodSymbol method, MethodDeclarationSyntax syntax)
    {
        var text = new StringBuilder();
        foreach (SyntaxToken modifier in syntax.Modifiers)
        {
            if (!modifier.IsKind(SyntaxKind.AsyncKeyword) && !modifier.IsKind(SyntaxKind.PartialKeyword))
            {
                text.Append(modifier.ValueText).Append(' ');
            }
        }

        text.Append("partial ").Append(ReturnType(method)).Append(' ').Append(Words.Escape(method.Name));
        if (method.TypeParameters.Length > 0)
        {
            text.Append('<').Append(string.Join(", ", method.TypeParameters.Select(static p => Words.Escape(p.Name)))).Append('>');
        }

        text.Append('(').Append(string.Join(", ", method.Parameters.Select(Parameter))).Append(')');
        foreach (TypeParameterConstraintClauseSyntax constraint in syntax.ConstraintClauses)
        {
            text.Append(' ').Append(constraint.NormalizeWhitespace().ToString());
        }

        return text.ToString();
    }

    /// <summary>One parameter, without attributes and default, which only the declaring part has.</summary>
    public static string Parameter(IParameterSymbol parameter)
    {
        var text = new StringBuilder();
        bool isThis = parameter is { Ordinal: 0, ContainingSymbol: IMethodSymbol { IsExtensionMethod: true } };
        text.Append(isThis ? "this " : "");
        text.Append(parameter.ScopedKind != ScopedKind.None && parameter.RefKind != RefKind.Out && !parameter.IsParams ? "scoped " : "");
        text.Append(parameter.RefKind switch
        {
            RefKind.Ref => "ref ",
            RefKind.Out => "out ",
            RefKind.In => "in ",
            RefKind.RefReadOnlyParameter => "ref readonly ",
            _ => "",
        });
        text.Append(parameter.IsParams ? "params " : "");
        return text.Append(TypeName(parameter.Type)).Append(' ').Append(Words.Escape(parameter.Name)).ToString();
    }

    /// <summary>What a body must say to compile that does nothing.</summary>
    public static IEnumerable<string> EmptyBody(IMethodSymbol method)
    {
        IEnumerable<string> statements = method.Parameters
            .Where(static p => p.RefKind == RefKind.Out)
            .Select(static p => $"{Words.Escape(p.Name)} = default!;");
        string result = method.ReturnsByRef || method.ReturnsByRefReadonly ? "throw null!;" : "return default!;";
        return method.ReturnsVoid ? statements : statements.Append(result);
    }

    /// <summary>The keywords that most fields are: asking the compiler for one takes longer than all else that a field takes.</summary>
    private static string? Keyword(SpecialType type) => type switch
    {
        SpecialType.System_Boolean => "bool",
        SpecialType.System_Byte => "byte",
        SpecialType.System_UInt16 => "ushort",
        SpecialType.System_UInt32 => "uint",
        SpecialType.System_UInt64 => "ulong",
        SpecialType.System_SByte => "sbyte",
        SpecialType.System_Int16 => "short",
        SpecialType.System_Int32 => "int",
        SpecialType.System_Int64 => "long",
        SpecialType.System_Single => "float",
        SpecialType.System_Double => "double",
        SpecialType.System_Char => "char",
        SpecialType.System_Void => "void",
        _ => null,
    };

    private static string ReturnType(IMethodSymbol method) =>
        (method.ReturnsByRefReadonly ? "ref readonly " : method.ReturnsByRef ? "ref " : "") + TypeName(method.ReturnType);
}
