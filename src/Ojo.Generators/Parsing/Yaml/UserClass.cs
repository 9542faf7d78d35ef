using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Ojo.Generators.Model;

namespace Ojo.Generators.Parsing.Yaml;

/// <summary>The class of an events file where C# declares it too: both are one class, if they can be.</summary>
internal static class UserClass
{
    /// <summary>The class as it is to be written: as visible as C# says; null where the two can't be one, which the analyzer reports.</summary>
    public static TypeModel? Join(TypeModel type, Compilation compilation, CancellationToken cancellation)
    {
        List<SyntaxNode> parts = Parts(type, compilation, cancellation);
        if (!CanJoin(type, parts, compilation))
        {
            return null;
        }

        bool isInternal = parts.OfType<ClassDeclarationSyntax>().Any(static part => part.Modifiers.Any(SyntaxKind.InternalKeyword));
        return isInternal
            ? type with { Openings = EquatableArray<string>.From(type.Openings.Select(static opening => opening.Replace("public static", "internal static"))) }
            : type;
    }

    /// <summary>Where C# declares something that the file's class can't be one with; null where nothing stands in its way.</summary>
    public static Location? FindClash(TypeModel type, Compilation compilation, CancellationToken cancellation)
    {
        List<SyntaxNode> parts = Parts(type, compilation, cancellation);
        return CanJoin(type, parts, compilation) ? null : parts[0].GetLocation();
    }

    /// <summary>What the user has written of the class. An analyzer sees what was generated too.</summary>
    private static List<SyntaxNode> Parts(TypeModel type, Compilation compilation, CancellationToken cancellation) =>
    [
        .. (compilation.Assembly.GetTypeByMetadataName(type.FullName)?.DeclaringSyntaxReferences ?? [])
            .Where(static reference => !reference.SyntaxTree.FilePath.EndsWith(".g.cs", StringComparison.Ordinal))
            .Select(reference => reference.GetSyntax(cancellation)),
    ];

    private static bool CanJoin(TypeModel type, List<SyntaxNode> parts, Compilation compilation)
    {
        if (parts.Count == 0)
        {
            return true;
        }

        if (!parts.TrueForAll(static part => part is ClassDeclarationSyntax declared && declared.Modifiers.Any(SyntaxKind.PartialKeyword)))
        {
            return false;
        }

        // What is generated is static, and makes the whole class so: that must be what the user meant.
        INamedTypeSymbol symbol = compilation.Assembly.GetTypeByMetadataName(type.FullName)!;
        return parts.Exists(static part => ((ClassDeclarationSyntax)part).Modifiers.Any(SyntaxKind.StaticKeyword))
            || (symbol is { BaseType.SpecialType: SpecialType.System_Object, Interfaces.Length: 0 }
                && symbol.GetMembers().All(static member => member.IsStatic || member.IsImplicitlyDeclared || member is INamedTypeSymbol));
    }
}
