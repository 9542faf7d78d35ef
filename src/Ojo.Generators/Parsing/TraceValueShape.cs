using Microsoft.CodeAnalysis;

namespace Ojo.Generators.Parsing;

/// <summary>Which members of a struct with [TraceValue] are recorded, and how it is made of them again.</summary>
/// <param name="Members">The members: those that a constructor takes in its order, then those that can be set.</param>
/// <param name="Arguments">How many the constructor takes; null where the struct can't be made, and is read member by member.</param>
internal sealed record TraceValueShape(IReadOnlyList<TraceValueMember> Members, int? Arguments)
{
    private const int MostMembers = 8;

    /// <summary>The struct's shape; null where it has none, and <paramref name="reason"/> says why.</summary>
    /// <param name="type">The struct.</param>
    /// <param name="reader">The type that reads and makes it.</param>
    /// <param name="compilation">Says what is accessible.</param>
    /// <param name="reason">What is wrong with it.</param>
    public static TraceValueShape? Of(INamedTypeSymbol type, INamedTypeSymbol reader, Compilation compilation, out string reason)
    {
        reason = "";
        if (type.TypeKind != TypeKind.Struct || type.IsRefLikeType)
        {
            reason = type.IsRefLikeType ? "a ref struct can't be kept by the decoder" : "only structs can";
            return null;
        }

        TraceValueShape shape = Find(type, reader, compilation);
        if (shape.Members.Count is 0 or > MostMembers)
        {
            reason = shape.Members.Count == 0 ? "it has no public member that can be read" : $"it has {shape.Members.Count} members, and there is room for {MostMembers}";
            return null;
        }

        if (shape.Members.FirstOrDefault(static member => ScalarType.Of(member.Type) is not { } scalar || scalar.Bits == 0) is { } wrong)
        {
            bool isValue = wrong.Type is INamedTypeSymbol inner && TraceEventSymbols.FindTraceValue(inner) is not null;
            reason = $"its member '{wrong.Name}' has type '{wrong.Type.ToDisplayString()}', which {(isValue ? "has members itself" : "is no single field")}";
            return null;
        }

        return shape;
    }

    private static TraceValueShape Find(INamedTypeSymbol type, INamedTypeSymbol reader, Compilation compilation)
    {
        // Fields before properties, as metadata has them: the order must not depend on whether the source is at hand.
        List<ISymbol> readable = [.. type.GetMembers().Where(IsReadable).OrderBy(static member => member is IPropertySymbol)];
        IMethodSymbol? constructor = type.InstanceConstructors
            .Where(one => one.Parameters.Length > 0 && compilation.IsSymbolAccessibleWithin(one, reader))
            .Where(one => one.Parameters.All(parameter => readable.Exists(member => Sets(parameter, member))))
            .OrderByDescending(static one => one.Parameters.Length)
            .FirstOrDefault();
        List<TraceValueMember> members = [];
        foreach (IParameterSymbol parameter in constructor?.Parameters ?? [])
        {
            ISymbol member = readable.Find(one => Sets(parameter, one))!;
            readable.Remove(member);
            members.Add(Member(member, TraceEventSymbols.FindTraceMember(parameter)));
        }

        int arguments = members.Count;
        List<ISymbol> settable = readable.FindAll(member => CanBeSet(member, reader, compilation));
        if (arguments + settable.Count > 0)
        {
            members.AddRange(settable.Select(static member => Member(member, null)));
            return new TraceValueShape(members, arguments);
        }

        return new TraceValueShape([.. readable.Select(static member => Member(member, null))], null);
    }

    private static TraceValueMember Member(ISymbol symbol, AttributeData? ofParameter) =>
        new(symbol.Name, MemberSearch.TypeOf(symbol)!, TraceEventSymbols.FindTraceMember(symbol) ?? ofParameter);

    private static bool IsReadable(ISymbol member) =>
        member is { IsStatic: false, DeclaredAccessibility: Accessibility.Public }
            and (IFieldSymbol or IPropertySymbol { IsIndexer: false, GetMethod.DeclaredAccessibility: Accessibility.Public });

    /// <summary>A constructor's parameter sets the member of its name and type.</summary>
    private static bool Sets(IParameterSymbol parameter, ISymbol member) =>
        string.Equals(parameter.Name.TrimStart('_'), member.Name, StringComparison.OrdinalIgnoreCase)
        && parameter.RefKind is RefKind.None or RefKind.In
        && SymbolEqualityComparer.Default.Equals(parameter.Type, MemberSearch.TypeOf(member));

    private static bool CanBeSet(ISymbol member, INamedTypeSymbol reader, Compilation compilation) => member switch
    {
        IFieldSymbol field => !field.IsReadOnly && !field.IsConst,
        IPropertySymbol { SetMethod: { } set } => compilation.IsSymbolAccessibleWithin(set, reader),
        _ => false,
    };
}
