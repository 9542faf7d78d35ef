using Microsoft.CodeAnalysis;

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
        var readable = ReadableMembers.Of(method.ContainingType, compilation, cancellation);
        for (int level = 0; level < readable.Levels.Count; level++)
        {
            List<ISymbol> members = [.. readable.Levels[level].Where(member => (member.IsStatic || !method.IsStatic) && isWanted(member))];
            List<ISymbol> fields = members.FindAll(static member => member is IFieldSymbol);
            if (fields.Count > 0)
            {
                return fields;
            }

            if (level == 0 && !method.IsStatic)
            {
                List<ISymbol> parameters = [.. readable.PrimaryParameters.Where(parameter => !IsHidden(parameter) && isWanted(parameter))];
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

    /// <summary>Whether a parameter of the method itself stands before a parameter of the primary constructor.</summary>
    private bool IsHidden(IParameterSymbol primary) => method.Parameters.Any(own => own.Name == primary.Name);
}
