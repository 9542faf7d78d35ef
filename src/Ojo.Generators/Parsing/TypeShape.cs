using Microsoft.CodeAnalysis;

namespace Ojo.Generators.Parsing;

/// <summary>How a type is opened once more for another part of it.</summary>
internal static class TypeShape
{
    /// <summary>Names with their namespaces, keywords escaped, without <c>global::</c>.</summary>
    public static readonly SymbolDisplayFormat Qualified = SymbolDisplayFormat.FullyQualifiedFormat
        .WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted);

    /// <summary>Names with their namespaces as they are spoken: nothing escaped.</summary>
    private static readonly SymbolDisplayFormat s_plain = new(
        SymbolDisplayGlobalNamespaceStyle.Omitted, SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces);

    /// <summary>A namespace's name, empty for the global one.</summary>
    public static string Name(INamespaceSymbol space) => space.IsGlobalNamespace ? "" : space.ToDisplayString(s_plain);

    /// <summary><c>partial class Connection</c>, <c>partial record struct Sample&lt;T&gt;</c>.</summary>
    public static string Opening(INamedTypeSymbol type)
    {
        string keyword = type switch
        {
            { IsRecord: true, IsValueType: true } => "record struct",
            { IsRecord: true } => "record",
            { TypeKind: TypeKind.Struct } => "struct",
            { TypeKind: TypeKind.Interface } => "interface",
            _ => "class",
        };
        string parameters = type.TypeParameters.IsEmpty
            ? ""
            : $"<{string.Join(", ", type.TypeParameters.Select(static p => Words.Escape(p.Name)))}>";
        return $"partial {keyword} {Words.Escape(type.Name)}{parameters}";
    }

    /// <summary>The type's name with everything around it, and its arity: no two types of a program share one.</summary>
    public static string FullName(INamedTypeSymbol type)
    {
        string name = type.Arity == 0 ? type.Name : $"{type.Name}-{type.Arity}";
        return type.ContainingType is { } outer ? $"{FullName(outer)}.{name}"
            : type.ContainingNamespace.IsGlobalNamespace ? name
            : $"{Name(type.ContainingNamespace)}.{name}";
    }
}
