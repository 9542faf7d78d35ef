using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Ojo.Generators.Model;

namespace Ojo.Generators.Parsing;

/// <summary>What generated code and identities say of a type that declares events, the same for all of its methods.</summary>
/// <remarks>It lives as long as the compiler's own symbol for the type; what the pipeline keeps of it is text.</remarks>
internal sealed class DeclaringType
{
    private static readonly ConditionalWeakTable<INamedTypeSymbol, DeclaringType> s_known = new();

    private DeclaringType(INamedTypeSymbol type)
    {
        var openings = new List<string>();
        for (INamedTypeSymbol? outer = type; outer is not null; outer = outer.ContainingType)
        {
            openings.Insert(0, TypeShape.Opening(outer));
        }

        Openings = EquatableArray<string>.From(openings);
        SpokenNamespace = TypeShape.Name(type.ContainingNamespace);
        Namespace = type.ContainingNamespace.IsGlobalNamespace ? "" : type.ContainingNamespace.ToDisplayString(TypeShape.Qualified);
        FullName = TypeShape.FullName(type);
    }

    /// <summary>How it and the types around it are opened, outermost first.</summary>
    public EquatableArray<string> Openings { get; }

    /// <summary>Its namespace as C# has it, keywords escaped; empty for the global one.</summary>
    public string Namespace { get; }

    /// <summary>Its namespace as people speak it, nothing escaped; empty for the global one.</summary>
    public string SpokenNamespace { get; }

    /// <summary>Its name with everything around it, and its arity.</summary>
    public string FullName { get; }

    public static DeclaringType Of(INamedTypeSymbol type) => s_known.GetValue(type, static one => new DeclaringType(one));
}
