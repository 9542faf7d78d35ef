using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using Ojo.Generators.Rules;

namespace Ojo.Generators.Parsing;

/// <summary>The arguments of one attribute, and where each stands.</summary>
/// <param name="attribute">The attribute; null reads as one without arguments.</param>
/// <param name="findings">What has been found wrong.</param>
/// <param name="cancellation">Ends the search for syntax.</param>
/// <param name="elsewhere">Where to report instead of at the attribute itself, which may stand in another project.</param>
internal sealed class AttributeArguments(AttributeData? attribute, Findings findings, CancellationToken cancellation, Location? elsewhere = null)
{
    /// <summary>The constructor's one argument, if it was given.</summary>
    public uint? Id => attribute is { ConstructorArguments.Length: 1 } && attribute.ConstructorArguments[0].Value is uint id ? id : null;

    public bool Has(string name) => Find(name) is { IsNull: false };

    /// <summary>Text on one line, or null.</summary>
    public string? Text(string name) => Find(name) is { Value: string text } ? Words.ToProse(text) : null;

    /// <summary>Text as it was written, or null.</summary>
    public string? ExactText(string name) => Find(name) is { Value: string text } ? text : null;

    public int Number(string name) => Find(name) is { Value: int number } ? number : 0;

    public bool Flag(string name, bool otherwise) => Find(name) is { Value: bool flag } ? flag : otherwise;

    /// <summary>A member of an enum that generator and runtime share; a number that is none of its members is reported.</summary>
    public T Word<T>(string name, T otherwise)
        where T : struct, Enum
    {
        if (Find(name) is not { Value: int number })
        {
            return otherwise;
        }

        if (Enum.IsDefined(typeof(T), number))
        {
            return (T)Enum.ToObject(typeof(T), number);
        }

        findings.Report(DeclarationRules.UndefinedValue, LocationOf(name), typeof(T).Name, number);
        return otherwise;
    }

    /// <summary>Where the argument called <paramref name="name"/> stands, or the attribute itself.</summary>
    public Location? LocationOf(string name)
    {
        AttributeSyntax? syntax = Syntax;
        AttributeArgumentSyntax? argument = syntax?.ArgumentList?.Arguments.FirstOrDefault(a => a.NameEquals?.Name.Identifier.ValueText == name);
        return (argument?.Expression ?? (Microsoft.CodeAnalysis.SyntaxNode?)syntax)?.GetLocation() ?? elsewhere;
    }

    /// <summary>Where a piece of the text stands; null where nobody can say because it is not written here letter by letter.</summary>
    public Location? LocationIn(string name, int start, int length)
    {
        AttributeArgumentSyntax? argument = Syntax?.ArgumentList?.Arguments.FirstOrDefault(a => a.NameEquals?.Name.Identifier.ValueText == name);
        return argument?.Expression is LiteralExpressionSyntax { Token: { } token } && token.Text == $"\"{token.ValueText}\""
            ? Location.Create(token.SyntaxTree!, new TextSpan(token.SpanStart + 1 + start, length))
            : null;
    }

    /// <summary>Where the id stands: the constructor's argument, or the attribute itself.</summary>
    public Location? IdLocation
    {
        get
        {
            AttributeSyntax? syntax = Syntax;
            AttributeArgumentSyntax? argument = syntax?.ArgumentList?.Arguments.FirstOrDefault(static a => a.NameEquals is null);
            return (argument?.Expression ?? (Microsoft.CodeAnalysis.SyntaxNode?)syntax)?.GetLocation();
        }
    }

    private AttributeSyntax? Syntax => elsewhere is not null ? null : attribute?.ApplicationSyntaxReference?.GetSyntax(cancellation) as AttributeSyntax;

    private TypedConstant? Find(string name)
    {
        if (attribute is not null)
        {
            foreach (KeyValuePair<string, TypedConstant> argument in attribute.NamedArguments)
            {
                if (argument.Key == name)
                {
                    return argument.Value;
                }
            }
        }

        return null;
    }
}
