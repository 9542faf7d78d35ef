using Microsoft.CodeAnalysis.CSharp.Syntax;
using Ojo.Generators.Parsing;

namespace Ojo.Generators.CodeFixes.Fixes;

/// <summary>Decides what two marks leave open: which parameter is the flow id, whether the event has a flow, and of what type it is.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(FlowIdFix))]
[Shared]
public sealed class FlowIdFix : EventCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
    [
        DeclarationRules.TwoFlowIds.Id,
        DeclarationRules.BadFlowIdType.Id,
        DeclarationRules.FlowIdWithoutFlow.Id,
    ];

    internal override async Task<IReadOnlyList<Remedy>> FindAsync(Fault fault, CancellationToken cancellation)
    {
        // A member speaks for other events too: what it should be is not to be decided at one of them.
        if (await fault.FindAsync<ParameterSyntax>(cancellation).ConfigureAwait(false) is not { Type: { } type } parameter
            || await EventMethod.FindAsync(fault, cancellation).ConfigureAwait(false) is not { } method
            || method.Symbol.Parameters.FirstOrDefault(one => one.Name == parameter.Identifier.ValueText) is not { } symbol)
        {
            return [];
        }

        if (fault.RuleId == DeclarationRules.BadFlowIdType.Id)
        {
            return symbol.Type.SpecialType is SpecialType.System_Int32 or SpecialType.System_Int64 or SpecialType.System_UInt64 or SpecialType.System_Int16 or SpecialType.System_SByte
                ? [new Remedy($"Make '{symbol.Name}' a uint", nameof(FlowIdFix) + ".Type", fault.Edit(type.Span, "uint"))]
                : [];
        }

        var remedies = new List<Remedy>();
        if (fault.RuleId == DeclarationRules.FlowIdWithoutFlow.Id)
        {
            AddUnmark(fault, symbol, remedies, cancellation);
            if (method.Remove("Flow") is { } edit)
            {
                remedies.Add(new Remedy("Give the event a flow", nameof(FlowIdFix) + ".Flow", edit));
            }
        }
        else
        {
            foreach (IParameterSymbol marked in method.Symbol.Parameters.Reverse().Where(static one => TraceEventSymbols.FindFlowId(one) is not null))
            {
                AddUnmark(fault, marked, remedies, cancellation);
            }
        }

        return remedies;
    }

    private static void AddUnmark(Fault fault, IParameterSymbol parameter, List<Remedy> remedies, CancellationToken cancellation)
    {
        if (TraceEventSymbols.FindFlowId(parameter)?.ApplicationSyntaxReference?.GetSyntax(cancellation) is not AttributeSyntax { Parent: AttributeListSyntax list } attribute)
        {
            return;
        }

        int index = list.Attributes.IndexOf(attribute);
        TextSpan span = list.Attributes.Count == 1 ? TextSpan.FromBounds(list.SpanStart, list.GetLastToken().GetNextToken().SpanStart)
            : index == 0 ? TextSpan.FromBounds(attribute.SpanStart, list.Attributes[1].SpanStart)
            : TextSpan.FromBounds(list.Attributes[index - 1].Span.End, attribute.Span.End);
        remedies.Add(new Remedy($"Take [FlowId] off '{parameter.Name}'", $"{nameof(FlowIdFix)}.{parameter.Ordinal}", fault.Edit(span, "")));
    }
}
