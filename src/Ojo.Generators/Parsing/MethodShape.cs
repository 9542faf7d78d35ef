using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Ojo.Generators.Emit;
using Ojo.Generators.Rules;

namespace Ojo.Generators.Parsing;

/// <summary>Checks that an event method is one whose body can be written.</summary>
internal static class MethodShape
{
    /// <summary>Reports what is wrong; returns whether a body can be written at all, right or not.</summary>
    public static bool Check(IMethodSymbol method, MethodDeclarationSyntax syntax, Findings findings, CancellationToken cancellation)
    {
        Location name = syntax.Identifier.GetLocation();
        bool isPartial = syntax.Modifiers.Any(SyntaxKind.PartialKeyword);
        bool hasBody = syntax.Body is not null || syntax.ExpressionBody is not null || HasBodyOfUser(method, cancellation);
        if (hasBody)
        {
            findings.Report(DeclarationRules.HasBody, name, method.Name);
        }
        else if (!isPartial)
        {
            findings.Report(DeclarationRules.NotPartial, name, method.Name);
        }

        if (!method.ReturnsVoid)
        {
            findings.Report(DeclarationRules.NotVoid, syntax.ReturnType.GetLocation(), method.Name, method.ReturnType.ToDisplayString());
        }

        if (method.IsGenericMethod || IsGeneric(method.ContainingType))
        {
            findings.Report(DeclarationRules.Generic, name, method.Name);
        }

        return AreTypesPartial(method, name, findings, cancellation) && isPartial && !hasBody;
    }

    /// <summary>Whether calls may reach the method through an interface or a base class.</summary>
    public static bool IsDispatched(IMethodSymbol method) =>
        method.IsVirtual || method.IsAbstract || method.IsOverride
        || method.ContainingType.TypeKind == TypeKind.Interface
        || (!method.IsStatic && ImplementsInterface(method));

    /// <summary>What an override overrides in the end: the declaration that is asked whether calls of it are obsolete.</summary>
    public static IMethodSymbol FirstDeclaration(IMethodSymbol method)
    {
        while (method.OverriddenMethod is { } overridden)
        {
            method = overridden;
        }

        return method;
    }

    /// <summary>Whether somebody has marked it with [Obsolete].</summary>
    public static bool IsMarkedObsolete(ISymbol symbol) => symbol.GetAttributes().Any(static attribute => attribute.AttributeClass?.Name == "ObsoleteAttribute");

    /// <summary>Whether calls of it are obsolete, or will be when the generator has marked it.</summary>
    public static bool IsObsolete(IMethodSymbol method) =>
        IsMarkedObsolete(method)
        || (TraceEventSymbols.FindTraceEvent(method) is { } attribute && attribute.NamedArguments.Any(static argument => argument is { Key: "Retired", Value.Value: string { Length: > 0 } }));

    private static bool ImplementsInterface(IMethodSymbol method) =>
        method.ContainingType.AllInterfaces.Any(type => type.GetMembers(method.Name).Any(member =>
            SymbolEqualityComparer.Default.Equals(method.ContainingType.FindImplementationForInterfaceMember(member), method)));

    private static bool AreTypesPartial(IMethodSymbol method, Location name, Findings findings, CancellationToken cancellation)
    {
        bool all = true;
        for (INamedTypeSymbol? type = method.ContainingType; type is not null; type = type.ContainingType)
        {
            if (IsPartial(type, cancellation))
            {
                continue;
            }

            all = false;
            if (SymbolEqualityComparer.Default.Equals(type, method.ContainingType))
            {
                findings.Report(DeclarationRules.TypeNotPartial, name, type.Name, method.Name);
            }
            else
            {
                findings.Report(DeclarationRules.ContainingTypeNotPartial, name, method.ContainingType.Name, type.Name);
            }
        }

        return all;
    }

    private static bool IsPartial(INamedTypeSymbol type, CancellationToken cancellation) =>
        type.DeclaringSyntaxReferences.Any(reference =>
            reference.GetSyntax(cancellation) is TypeDeclarationSyntax syntax && syntax.Modifiers.Any(SyntaxKind.PartialKeyword));

    private static bool IsGeneric(INamedTypeSymbol? type) => type is not null && (type.Arity > 0 || IsGeneric(type.ContainingType));

    /// <summary>Whether the user wrote the other part. An analyzer sees the generator's own, which says whose it is.</summary>
    private static bool HasBodyOfUser(IMethodSymbol method, CancellationToken cancellation) =>
        method.PartialImplementationPart is { } other
        && other.DeclaringSyntaxReferences.Any(reference =>
            reference.GetSyntax(cancellation) is MethodDeclarationSyntax syntax
            && !syntax.AttributeLists.ToString().Contains(Source.GeneratedCode));
}
