using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Ojo.Generators.Parsing;

/// <summary>Finds members that a method's body can read: those of its type, of the bases of that, and of a primary constructor.</summary>
/// <param name="method">The method.</param>
/// <param name="compilation">Says what is accessible.</param>
/// <param name="cancellation">Ends the search for syntax.</param>
internal sealed class MemberSearch(IMethodSymbol method, Compilation compilation, CancellationToken cancellation)
{
    /// <summary>
    /// The candidates nearest to the method: fields of its type, else primary constructor parameters, else properties, and
    /// only where there are none the same of its base type.
    /// </summary>
    public IReadOnlyList<ISymbol> Nearest(Func<ISymbol, bool> isWanted)
    {
        for (INamedTypeSymbol? type = method.ContainingType; type is not null; type = type.BaseType)
        {
            bool isOwn = SymbolEqualityComparer.Default.Equals(type, method.ContainingType);
            List<ISymbol> members = [.. type.GetMembers().Where(member => IsReadable(member) && isWanted(member))];
            List<ISymbol> fields = members.FindAll(static member => member is IFieldSymbol);
            if (fields.Count > 0)
            {
                return fields;
            }

            if (isOwn && !method.IsStatic)
            {
                List<ISymbol> parameters = [.. PrimaryParameters(type).Where(isWanted)];
                if (parameters.Count > 0)
                {
                    return parameters;
                }
            }

            if (members.Count > 0)
            {
                return members;
            }
        }

        return [];
    }

    /// <summary>How the method's body names <paramref name="member"/>.</summary>
    public static string Expression(ISymbol member) => member switch
    {
        IParameterSymbol => Words.Escape(member.Name),
        { IsStatic: true } => $"{SignatureWriter.TypeName(member.ContainingType)}.{Words.Escape(member.Name)}",
        _ => $"this.{Words.Escape(member.Name)}",
    };

    public static ITypeSymbol? TypeOf(ISymbol member) => member switch
    {
        IFieldSymbol field => field.Type,
        IPropertySymbol property => property.Type,
        IParameterSymbol parameter => parameter.Type,
        _ => null,
    };

    /// <summary>
    /// The parameters of a class's or struct's primary constructor that the method's own parameters do not hide. A
    /// record's are its properties.
    /// </summary>
    private IEnumerable<ISymbol> PrimaryParameters(INamedTypeSymbol type)
    {
        if (type.IsRecord)
        {
            return [];
        }

        IMethodSymbol? primary = type.InstanceConstructors.FirstOrDefault(constructor =>
            constructor.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax(cancellation) is TypeDeclarationSyntax));
        return primary is null ? [] : primary.Parameters.Where(parameter => method.Parameters.All(own => own.Name != parameter.Name));
    }

    private bool IsReadable(ISymbol member) =>
        member is IFieldSymbol or IPropertySymbol { GetMethod: not null, IsIndexer: false }
        && !member.IsImplicitlyDeclared
        && (member.IsStatic || !method.IsStatic)
        && compilation.IsSymbolAccessibleWithin(member, method.ContainingType);
}
