using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Ojo.Generators.Parsing;

/// <summary>The fields, properties and primary constructor parameters that bodies of a type's methods can read.</summary>
/// <remarks>
/// All methods of a type share one, or a type of a thousand events would go through its thousand members a thousand times.
/// It lives as long as the compiler's own symbol for the type and no longer: nothing cached by the pipeline leads here.
/// </remarks>
internal sealed class ReadableMembers
{
    private static readonly ConditionalWeakTable<INamedTypeSymbol, ReadableMembers> s_known = new();

    private ReadableMembers(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellation)
    {
        var levels = new List<IReadOnlyList<ISymbol>>();
        for (INamedTypeSymbol? level = type; level is not null; level = level.BaseType)
        {
            levels.Add([.. level.GetMembers().Where(member => IsReadable(member) && compilation.IsSymbolAccessibleWithin(member, type))]);
        }

        Levels = levels;
        PrimaryParameters = FindPrimaryParameters(type, cancellation);
    }

    /// <summary>Fields and properties of the type, then of its base type, and so on.</summary>
    public IReadOnlyList<IReadOnlyList<ISymbol>> Levels { get; }

    /// <summary>The parameters of a class's or struct's primary constructor. A record's are its properties.</summary>
    public IReadOnlyList<IParameterSymbol> PrimaryParameters { get; }

    /// <summary>What the methods of <paramref name="type"/> can read.</summary>
    public static ReadableMembers Of(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellation) =>
        s_known.TryGetValue(type, out ReadableMembers? known)
            ? known
            : s_known.GetValue(type, _ => new ReadableMembers(type, compilation, cancellation));

    private static bool IsReadable(ISymbol member) =>
        member is IFieldSymbol or IPropertySymbol { GetMethod: not null, IsIndexer: false, ExplicitInterfaceImplementations.Length: 0 } && !member.IsImplicitlyDeclared;

    private static ImmutableArray<IParameterSymbol> FindPrimaryParameters(INamedTypeSymbol type, CancellationToken cancellation)
    {
        if (type.IsRecord)
        {
            return [];
        }

        IMethodSymbol? primary = type.InstanceConstructors.FirstOrDefault(constructor =>
            constructor.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax(cancellation) is TypeDeclarationSyntax));
        return primary is null ? [] : primary.Parameters;
    }
}
