using Microsoft.CodeAnalysis.CSharp.Syntax;
using Ojo.Generators.Parsing;

namespace Ojo.Generators.CodeFixes.Fixes;

/// <summary>Marks what is the flow id by its name and type, or declares the event without a flow.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MarkFlowIdFix))]
[Shared]
public sealed class MarkFlowIdFix : EventCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [DeclarationRules.NoFlowId.Id];

    internal override async Task<IReadOnlyList<Remedy>> FindAsync(Fault fault, CancellationToken cancellation)
    {
        if (await EventMethod.FindAsync(fault, cancellation).ConfigureAwait(false) is not { } method)
        {
            return [];
        }

        var remedies = new List<Remedy>();
        if (FlowIdOf(method.Symbol) is { } flowId
            && flowId.DeclaringSyntaxReferences.FirstOrDefault() is { } reference
            && fault.File.Project.GetDocument(reference.SyntaxTree) is { } document)
        {
            SyntaxNode name = await reference.GetSyntaxAsync(cancellation).ConfigureAwait(false);
            SyntaxNode declaration = name.FirstAncestorOrSelf<SyntaxNode>(static node => node is ParameterSyntax or FieldDeclarationSyntax or PropertyDeclarationSyntax) ?? name;
            string attribute = document.Id == fault.File.Id ? method.Qualified("FlowId") : "Ojo.FlowId";
            var change = new TextChange(new TextSpan(declaration.SpanStart, 0), $"[{attribute}] ");
            remedies.Add(new Remedy($"Mark '{flowId.Name}' with [FlowId]", nameof(MarkFlowIdFix), new Edit(document.Id, change)));
        }

        remedies.Add(new Remedy("Declare the event with Flow = false", nameof(MarkFlowIdFix) + ".NoFlow", method.Set("Flow", "false")));
        return remedies;
    }

    /// <summary>A parameter, or else a member, that can be a flow id; of several the one that says so. Null where that is a guess.</summary>
    private static ISymbol? FlowIdOf(IMethodSymbol method)
    {
        List<ISymbol> parameters = [.. method.Parameters.Where(static one => IsNumber(one.Type) && TraceEventSymbols.FindTraceField(one) is null)];
        List<ISymbol> members = [.. method.ContainingType.GetMembers().Where(one => (one.IsStatic || !method.IsStatic) && IsReadable(one))];
        members.AddRange(PrimaryParameters(method));
        return Only(parameters.FindAll(IsNamedForIt)) ?? Only(members.FindAll(IsNamedForIt)) ?? Only(parameters.FindAll(static one => one.Name is "id"));
    }

    private static ISymbol? Only(List<ISymbol> found) => found.Count == 1 ? found[0] : null;

    private static bool IsNamedForIt(ISymbol symbol) => symbol.Name.Trim('_').ToUpperInvariant() is "FLOW" or "FLOWID" or "CONNECTIONID";

    private static bool IsReadable(ISymbol member) => !member.IsImplicitlyDeclared && member switch
    {
        IFieldSymbol field => IsNumber(field.Type),
        IPropertySymbol { GetMethod: not null } property => IsNumber(property.Type),
        _ => false,
    };

    private static IEnumerable<ISymbol> PrimaryParameters(IMethodSymbol method) => method.IsStatic || method.ContainingType.IsRecord
        ? []
        : method.ContainingType.InstanceConstructors
            .Where(static one => one.DeclaringSyntaxReferences.Any(static reference => reference.GetSyntax() is TypeDeclarationSyntax))
            .SelectMany(static one => one.Parameters)
            .Where(static one => IsNumber(one.Type));

    private static bool IsNumber(ITypeSymbol type) => type.SpecialType is SpecialType.System_UInt32 or SpecialType.System_UInt16 or SpecialType.System_Byte;
}
