using Microsoft.CodeAnalysis;

namespace Ojo.Generators.Parsing;

/// <summary>The runtime's types by their names: a symbol must not outlive its compilation, a name may.</summary>
internal static class TraceEventSymbols
{
    public const string TraceEventAttribute = "Ojo.TraceEventAttribute";

    /// <summary>An address as generated code names its type.</summary>
    public const string IPAddress = "global::System.Net.IPAddress";

    private const string Runtime = "Ojo";

    public static AttributeData? FindTraceEvent(ISymbol symbol) => Find(symbol, "TraceEventAttribute");

    public static AttributeData? FindTraceField(ISymbol symbol) => Find(symbol, "TraceFieldAttribute");

    public static AttributeData? FindTraceMember(ISymbol symbol) => Find(symbol, "TraceMemberAttribute");

    public static AttributeData? FindTraceValue(INamedTypeSymbol type) => Find(type, "TraceValueAttribute");

    public static AttributeData? FindFlowId(ISymbol symbol) => Find(symbol, "FlowIdAttribute");

    public static bool IsTracerSource(ITypeSymbol? type) => Is(type, "ITracerSource");

    public static bool IsTracer(ITypeSymbol? type) => Is(type, "Tracer");

    /// <summary>Whether <paramref name="type"/> is the type of that name in the namespace System.</summary>
    public static bool IsSystem(ITypeSymbol type, string name) =>
        type.Name == name && type.ContainingType is null && IsTopLevel(type.ContainingNamespace, "System");

    /// <summary>Whether <paramref name="type"/> is a <c>ReadOnlySpan</c> of that element.</summary>
    public static bool IsReadOnlySpan(ITypeSymbol type, SpecialType element) =>
        type is INamedTypeSymbol { TypeArguments.Length: 1 } span && span.TypeArguments[0].SpecialType == element && IsSystem(type, "ReadOnlySpan");

    public static bool IsIPAddress(ITypeSymbol type) =>
        type.Name == "IPAddress"
        && type.ContainingType is null
        && type.ContainingNamespace is { Name: "Net" } space
        && IsTopLevel(space.ContainingNamespace, "System");

    /// <summary>Whether <paramref name="type"/> stands in what this generator writes: it is there for an analyzer, and not yet for the generator.</summary>
    public static bool IsWrittenHere(ITypeSymbol type) =>
        type.DeclaringSyntaxReferences is { IsEmpty: false } places
        && places.All(static place => place.SyntaxTree.FilePath.IndexOf(typeof(OjoGenerator).FullName, StringComparison.Ordinal) >= 0);

    private static AttributeData? Find(ISymbol symbol, string name)
    {
        foreach (AttributeData attribute in symbol.GetAttributes())
        {
            if (Is(attribute.AttributeClass, name))
            {
                return attribute;
            }
        }

        return null;
    }

    private static bool Is(ITypeSymbol? type, string name) =>
        type is not null && type.Name == name && type.ContainingType is null && IsTopLevel(type.ContainingNamespace, Runtime);

    private static bool IsTopLevel(INamespaceSymbol? space, string name) =>
        space is not null && space.Name == name && space.ContainingNamespace is { IsGlobalNamespace: true };
}
