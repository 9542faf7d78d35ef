using Microsoft.CodeAnalysis;
using Ojo.Generators.Emit;
using Ojo.Generators.Rules;

namespace Ojo.Generators.Parsing;

/// <summary>Looks whether the names that would be generated into a type are free.</summary>
internal static class GeneratedNames
{
    /// <summary>Reports the decoder's name where it is taken.</summary>
    public static void Check(IMethodSymbol method, string stem, Location location, Findings findings, CancellationToken cancellation)
    {
        string decoder = stem + "Event";
        if (decoder == method.ContainingType.Name || IsTaken(method.ContainingType, decoder, cancellation))
        {
            findings.Report(YamlRules.BadGeneratedName, location, method.Name, decoder, $"'{method.ContainingType.Name}' has already");
        }
    }

    /// <summary>Whether the user has written a member of that name. An analyzer sees the generated ones too; they say whose they are.</summary>
    public static bool IsTaken(INamedTypeSymbol type, string name, CancellationToken cancellation) =>
        type.GetMembers(name).Any(member => member.DeclaringSyntaxReferences.Any(reference => !IsGenerated(reference.GetSyntax(cancellation))));

    private static bool IsGenerated(SyntaxNode member) =>
        member is Microsoft.CodeAnalysis.CSharp.Syntax.MemberDeclarationSyntax { AttributeLists: var attributes }
        && attributes.ToString().Contains(Source.GeneratedCode);
}
