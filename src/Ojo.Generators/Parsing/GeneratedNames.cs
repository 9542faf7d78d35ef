using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Ojo.Generators.Emit;
using Ojo.Generators.Rules;

namespace Ojo.Generators.Parsing;

/// <summary>The names that an event method brings into its type beside its body: the guard's and the decoder's.</summary>
/// <param name="method">The event method.</param>
/// <param name="stem">Its name without <c>Record</c>.</param>
/// <param name="compilation">Says what is accessible.</param>
internal sealed class GeneratedNames(IMethodSymbol method, string stem, Compilation compilation)
{
    private readonly INamedTypeSymbol _type = method.ContainingType;
    private readonly string _decoder = stem + "Event";
    private readonly string _guard = $"Is{stem}Enabled";

    /// <summary>Reports the decoder's name where the user has something else of that name.</summary>
    public void CheckDecoder(Location location, Findings findings, CancellationToken cancellation)
    {
        if (_decoder == _type.Name || IsTaken(_decoder, cancellation) || IsOfEarlierOverload())
        {
            findings.Report(YamlRules.BadGeneratedName, location, method.Name, _decoder, $"'{_type.Name}' has already");
        }
    }

    /// <summary>
    /// The guard's declaration: a property where the tracer is a member, a method where it is a parameter; nothing where
    /// the user has a member of that name.
    /// </summary>
    public string Guard(TracerAccess tracer, CancellationToken cancellation)
    {
        if (IsTaken(_guard, cancellation))
        {
            return "";
        }

        string hiding = Hides(_guard, static (recorder, names) => names.IsAccessible(recorder)) ? " new" : "";
        string access = SyntaxFacts.GetText(method.DeclaredAccessibility) + (method.IsStatic ? " static" : "") + hiding;
        return tracer.Parameter is { } parameter
            ? $"{access} bool {_guard}({SignatureWriter.Parameter(parameter)})"
            : $"{access} bool {_guard}";
    }

    /// <summary>How the decoder is declared.</summary>
    public string DecoderModifiers() =>
        Visibility(method) + (Hides(_decoder, static (recorder, _) => Visibility(recorder) != "private") ? " new" : "");

    /// <summary>The decoder can be no more visible than the types of its fields.</summary>
    private static string Visibility(IMethodSymbol recorder)
    {
        bool isInternal = false;
        foreach (ITypeSymbol part in recorder.Parameters.SelectMany(static parameter => Parts(parameter.Type)))
        {
            switch (part.DeclaredAccessibility)
            {
                case Accessibility.Private or Accessibility.Protected or Accessibility.ProtectedAndInternal or Accessibility.ProtectedOrInternal:
                    return "private";
                case Accessibility.Internal:
                    isInternal = true;
                    break;
            }
        }

        return isInternal ? "internal" : "public";
    }

    /// <summary>A type, those around it, and those that it is made of.</summary>
    private static IEnumerable<ITypeSymbol> Parts(ITypeSymbol type)
    {
        for (ITypeSymbol? one = type; one is not null; one = one.ContainingType)
        {
            yield return one;
        }

        foreach (ITypeSymbol argument in (type as INamedTypeSymbol)?.TypeArguments ?? [])
        {
            foreach (ITypeSymbol part in Parts(argument))
            {
                yield return part;
            }
        }
    }

    /// <summary>
    /// Whether a base class has a member of that name, or will have when its own event methods have got theirs: the
    /// generator does not see what it writes.
    /// </summary>
    private bool Hides(string name, Func<IMethodSymbol, GeneratedNames, bool> willBeSeen)
    {
        for (INamedTypeSymbol? type = _type.BaseType; type is not null; type = type.BaseType)
        {
            if (type.GetMembers(name).Any(IsAccessible)
                || type.GetMembers(method.Name).OfType<IMethodSymbol>().Any(other => TraceEventSymbols.FindTraceEvent(other) is not null && willBeSeen(other, this)))
            {
                return true;
            }
        }

        return false;
    }

    private bool IsAccessible(ISymbol member) => compilation.IsSymbolAccessibleWithin(member, _type);

    /// <summary>Whether an event method of the same name, which stands before this one, gets the decoder. One of the same wire name too is another rule's.</summary>
    private bool IsOfEarlierOverload() => _type.GetMembers(method.Name).OfType<IMethodSymbol>().Any(other =>
        !SymbolEqualityComparer.Default.Equals(other, method)
        && TraceEventSymbols.FindTraceEvent(other) is { } attribute
        && IsBefore(other.Locations[0], method.Locations[0])
        && GivenName(attribute) != GivenName(TraceEventSymbols.FindTraceEvent(method)));

    private static bool IsBefore(Location one, Location other) =>
        string.CompareOrdinal(one.SourceTree?.FilePath, other.SourceTree?.FilePath) is var order and not 0 ? order < 0 : one.SourceSpan.Start < other.SourceSpan.Start;

    private string GivenName(AttributeData? attribute) =>
        attribute?.NamedArguments.FirstOrDefault(static argument => argument.Key == "Name").Value.Value as string ?? Words.ToSnake(stem).ToUpperInvariant();

    /// <summary>Whether the user has written a member of that name. An analyzer sees the generated ones too; they say whose they are.</summary>
    private bool IsTaken(string name, CancellationToken cancellation) =>
        _type.GetMembers(name).Any(member => member.DeclaringSyntaxReferences.Any(reference => !IsGenerated(reference.GetSyntax(cancellation))));

    private static bool IsGenerated(SyntaxNode member) =>
        member is MemberDeclarationSyntax { AttributeLists: var attributes } && attributes.ToString().Contains(Source.GeneratedCode);
}
