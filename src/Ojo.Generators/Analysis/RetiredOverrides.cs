using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Ojo.Generators.Parsing;
using Ojo.Generators.Rules;

namespace Ojo.Generators.Analysis;

/// <summary>Says of the recorder of a retired event that overrides something what the compiler says of all others.</summary>
/// <remarks>
/// The compiler asks only the first declaration of an overridden method whether it is obsolete, and an override that is where that is
/// not would be a warning of its own, CS0809. So the generator does not mark it, and its calls are found here.
/// </remarks>
internal static class RetiredOverrides
{
    /// <summary>Reports <paramref name="place"/> where what it calls, or takes as a delegate, is such a recorder.</summary>
    /// <param name="called">The method.</param>
    /// <param name="place">The call.</param>
    /// <param name="around">The member that it stands in.</param>
    /// <param name="report">Takes what is found.</param>
    public static void Report(IMethodSymbol called, SyntaxNode place, ISymbol around, Action<Diagnostic> report)
    {
        if (called.IsOverride
            && Recorders.IsRecorder(called)
            && !Recorders.IsLeftOut(called)
            && TraceEventSymbols.FindTraceEvent(called) is { } attribute
            && Argument(attribute, "Retired") is { Length: > 0 } version
            && !MethodShape.IsMarkedObsolete(called)
            && !MethodShape.IsMarkedObsolete(MethodShape.FirstDeclaration(called))
            && !IsObsolete(around))
        {
            string name = Argument(attribute, "Name") ?? Recorders.WireName(called);
            report(Diagnostic.Create(
                UsageRules.RetiredRecorded,
                place.GetLocation(),
                called.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat),
                UsageRules.WhyObsolete(name, version)));
        }
    }

    private static string? Argument(AttributeData attribute, string name)
    {
        ImmutableArray<KeyValuePair<string, TypedConstant>> all = attribute.NamedArguments;
        return all.FirstOrDefault(one => one.Key == name).Value.Value as string;
    }

    /// <summary>Code that is obsolete itself may use what is.</summary>
    private static bool IsObsolete(ISymbol member)
    {
        for (ISymbol? symbol = member; symbol is not null and not INamespaceSymbol; symbol = symbol.ContainingSymbol)
        {
            if (MethodShape.IsMarkedObsolete(symbol))
            {
                return true;
            }
        }

        return false;
    }
}
