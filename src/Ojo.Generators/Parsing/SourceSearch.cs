using Microsoft.CodeAnalysis;

namespace Ojo.Generators.Parsing;

/// <summary>Finds the tracer and the flow id of what a method can reach: of a connection, a context, or any type that knows them.</summary>
/// <param name="method">The method.</param>
/// <param name="compilation">Says what is accessible.</param>
internal sealed class SourceSearch(IMethodSymbol method, Compilation compilation)
{
    private const string TracerName = "Tracer";
    private const string TracerSource = "global::Ojo.ITracerSource";

    /// <summary>Whether <paramref name="parameter"/> is no field but knows the tracer or the flow.</summary>
    public bool IsSource(IParameterSymbol parameter) =>
        TraceEventSymbols.FindFlowId(parameter) is null
        && !TraceEventSymbols.IsTracer(parameter.Type)
        && CanBeSource(parameter.Type)
        && (TracerOf(parameter.Type, "", mayBeNull: false) is not null || FlowIdsOf(parameter.Type, "", mayBeNull: false).Count > 0);

    /// <summary>How to read the tracer of a value of <paramref name="type"/>; null where it has none, or several.</summary>
    /// <param name="type">The value's type.</param>
    /// <param name="expression">How the method reads the value.</param>
    /// <param name="mayBeNull">Whether it may be null.</param>
    public string? TracerOf(ITypeSymbol type, string expression, bool mayBeNull)
    {
        if (!CanBeSource(type))
        {
            return null;
        }

        if (Members(type).Any(member => member.Name == TracerName && TraceEventSymbols.IsTracer(MemberSearch.TypeOf(member)) && IsReadable(member)))
        {
            return $"{expression}{(mayBeNull ? "?" : "")}.{TracerName}";
        }

        List<INamedTypeSymbol> interfaces = [.. type.AllInterfaces.Where(static one => HasTracer(one))];
        INamedTypeSymbol? source = interfaces.Find(static one => TraceEventSymbols.IsTracerSource(one)) ?? (interfaces.Count == 1 ? interfaces[0] : null);
        return source is null ? null : Through(source, type, expression, mayBeNull, TracerName);
    }

    /// <summary>The flow ids of a value of <paramref name="type"/>, and how to read each.</summary>
    /// <param name="type">The value's type.</param>
    /// <param name="expression">How the method reads the value.</param>
    /// <param name="mayBeNull">Whether it may be null: the flow is 0 then.</param>
    public IReadOnlyList<(ISymbol Member, string Expression)> FlowIdsOf(ITypeSymbol type, string expression, bool mayBeNull)
    {
        if (!CanBeSource(type))
        {
            return [];
        }

        var found = new List<(ISymbol Member, string Expression)>();
        string otherwise = mayBeNull ? " ?? default" : "";
        foreach (ISymbol member in Members(type).Where(member => FlowIdAccess.IsMarked(member) && IsReadable(member)))
        {
            found.Add((member, $"{expression}{(mayBeNull ? "?" : "")}.{Words.Escape(member.Name)}{otherwise}"));
        }

        if (found.Count > 0)
        {
            return found;
        }

        foreach (ISymbol member in type.AllInterfaces.SelectMany(static one => one.GetMembers()).Where(static member => FlowIdAccess.IsMarked(member)))
        {
            ISymbol? own = type.FindImplementationForInterfaceMember(member);
            if (own is { CanBeReferencedByName: true } && own.Name == member.Name && IsReadable(own))
            {
                found.Add((member, $"{expression}{(mayBeNull ? "?" : "")}.{Words.Escape(member.Name)}{otherwise}"));
            }
            else if (Through(member.ContainingType, type, expression, mayBeNull, Words.Escape(member.Name)) is { } through)
            {
                found.Add((member, through + otherwise));
            }
        }

        return found;
    }

    /// <summary>Whether a value of <paramref name="type"/> can be missing, as far as its annotations say.</summary>
    public static bool MayBeNull(ITypeSymbol type) => !type.IsValueType && type.NullableAnnotation != NullableAnnotation.NotAnnotated;

    /// <summary>Types of the user's: whatever can be recorded is a field, and the framework knows no tracer.</summary>
    private static bool CanBeSource(ITypeSymbol type) =>
        type is INamedTypeSymbol { SpecialType: SpecialType.None, TypeKind: TypeKind.Class or TypeKind.Struct or TypeKind.Interface, IsTupleType: false } named
        && ScalarType.Of(named) is null
        && TraceEventSymbols.FindTraceValue(named) is null;

    private static bool HasTracer(INamedTypeSymbol type) =>
        type.GetMembers(TracerName).Any(static member => member is IPropertySymbol { GetMethod: not null, IsStatic: false } property && TraceEventSymbols.IsTracer(property.Type));

    /// <summary>A member that only the interface has a name for.</summary>
    private static string? Through(INamedTypeSymbol source, ITypeSymbol type, string expression, bool mayBeNull, string member)
    {
        if (type.TypeKind == TypeKind.Interface || !type.IsValueType)
        {
            return $"(({SignatureWriter.TypeName(source)}{(mayBeNull ? "?" : "")}){expression}){(mayBeNull ? "?" : "")}.{member}";
        }

        // A cast of a struct would make a box of it for each event.
        return TraceEventSymbols.IsTracerSource(source) ? $"{TracerSource}.Of({expression})" : null;
    }

    /// <summary>The members of a type and its bases; of an interface, also those of the interfaces that it extends.</summary>
    private static IEnumerable<ISymbol> Members(ITypeSymbol type)
    {
        IEnumerable<ITypeSymbol> types = type.TypeKind == TypeKind.Interface ? new[] { type }.Concat(type.AllInterfaces) : Bases(type);
        return types.SelectMany(static one => one.GetMembers());
    }

    private static IEnumerable<ITypeSymbol> Bases(ITypeSymbol type)
    {
        for (ITypeSymbol? one = type; one is not null; one = one.BaseType)
        {
            yield return one;
        }
    }

    private bool IsReadable(ISymbol member) => member switch
    {
        { IsStatic: true } or { IsImplicitlyDeclared: true } => false,
        IFieldSymbol field => compilation.IsSymbolAccessibleWithin(field, method.ContainingType),
        IPropertySymbol { IsIndexer: false, ExplicitInterfaceImplementations.Length: 0, GetMethod: { } get } => compilation.IsSymbolAccessibleWithin(get, method.ContainingType),
        _ => false,
    };
}
