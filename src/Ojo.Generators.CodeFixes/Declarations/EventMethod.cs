using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Ojo.Generators.Parsing;

namespace Ojo.Generators.CodeFixes.Declarations;

/// <summary>An event declared by a method: its syntax, and edits of its attribute.</summary>
internal sealed class EventMethod : IDeclaration
{
    private readonly Fault _fault;
    private readonly AttributeSyntax _attribute;

    private EventMethod(Fault fault, MethodDeclarationSyntax syntax, IMethodSymbol symbol, AttributeSyntax attribute)
    {
        _fault = fault;
        _attribute = attribute;
        Syntax = syntax;
        Symbol = symbol;
    }

    public MethodDeclarationSyntax Syntax { get; }

    public IMethodSymbol Symbol { get; }

    /// <summary>The method with [TraceEvent] around a diagnostic; null where there is none.</summary>
    public static async Task<EventMethod?> FindAsync(Fault fault, CancellationToken cancellation)
    {
        if (await fault.FindAsync<MethodDeclarationSyntax>(cancellation).ConfigureAwait(false) is not { } syntax
            || await ((Document)fault.File).GetSemanticModelAsync(cancellation).ConfigureAwait(false) is not { } model
            || model.GetDeclaredSymbol(syntax, cancellation) is not { } symbol
            || TraceEventSymbols.FindTraceEvent(symbol)?.ApplicationSyntaxReference is not { } reference
            || await reference.GetSyntaxAsync(cancellation).ConfigureAwait(false) is not AttributeSyntax attribute
            || !syntax.Span.Contains(attribute.Span)
            || attribute.SyntaxTree != syntax.SyntaxTree)
        {
            return null;
        }

        return new EventMethod(fault, syntax, symbol, attribute);
    }

    /// <summary>The runtime's type of that name, as this declaration names the runtime's attribute: with its namespace or without.</summary>
    public string Qualified(string type) => _attribute.Name is QualifiedNameSyntax name ? $"{name.Left}.{type}" : type;

    public Edit PinId(string id) => Id is { } argument ? _fault.Edit(argument.Expression.Span, id) : InsertArgument(0, id);

    public Edit? LeaveIdOut() => Id is { } argument ? Remove(argument) : null;

    public Edit Rename(string name) => SetText("Name", name);

    public Edit SayRenamedFrom(string name) => SetText("RenamedFrom", name);

    public Edit? LeaveProviderOut() => Remove("Provider");

    /// <summary>Takes an argument like <c>Flow = false</c> away; null where there is none.</summary>
    public Edit? Remove(string name) => Named(name) is { } argument ? Remove(argument) : null;

    /// <summary>Sets an argument to an expression.</summary>
    public Edit Set(string name, string expression) => Named(name) is { } argument
        ? _fault.Edit(argument.Expression.Span, expression)
        : InsertArgument(_attribute.ArgumentList?.Arguments.Count ?? 0, $"{name} = {expression}");

    private Edit SetText(string name, string text) => Set(name, SymbolDisplay.FormatLiteral(text, quote: true));

    private AttributeArgumentSyntax? Id => _attribute.ArgumentList?.Arguments.FirstOrDefault(static argument => argument.NameEquals is null);

    private AttributeArgumentSyntax? Named(string name) =>
        _attribute.ArgumentList?.Arguments.FirstOrDefault(argument => argument.NameEquals?.Name.Identifier.ValueText == name);

    private Edit InsertArgument(int index, string text)
    {
        if (_attribute.ArgumentList is not { } list)
        {
            return _fault.Insert(_attribute.Name.Span.End, $"({text})");
        }

        return list.Arguments.Count == 0 ? _fault.Insert(list.OpenParenToken.Span.End, text)
            : index == 0 ? _fault.Insert(list.Arguments[0].SpanStart, text + ", ")
            : _fault.Insert(list.Arguments[index - 1].Span.End, ", " + text);
    }

    private Edit Remove(AttributeArgumentSyntax argument)
    {
        AttributeArgumentListSyntax list = _attribute.ArgumentList!;
        int index = list.Arguments.IndexOf(argument);
        return _fault.Edit(
            list.Arguments.Count == 1 ? list.Span
            : index == 0 ? TextSpan.FromBounds(argument.SpanStart, list.Arguments[1].SpanStart)
            : TextSpan.FromBounds(list.Arguments[index - 1].Span.End, argument.Span.End),
            "");
    }
}
