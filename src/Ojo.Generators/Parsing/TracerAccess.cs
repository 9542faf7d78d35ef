using Microsoft.CodeAnalysis;
using Ojo.Generators.Rules;

namespace Ojo.Generators.Parsing;

/// <summary>How an event method reaches its tracer.</summary>
/// <param name="Expression">What the body reads.</param>
/// <param name="MayBeNull">Whether it may be null, which means that recording is off.</param>
/// <param name="Parameter">The parameter that it is, or null where it is a member.</param>
internal sealed record TracerAccess(string Expression, bool MayBeNull, IParameterSymbol? Parameter)
{
    /// <summary>The one tracer in reach; null where there is none or more than one, which is then reported.</summary>
    public static TracerAccess? Find(IMethodSymbol method, MemberSearch search, Location? location, Findings findings)
    {
        List<IParameterSymbol> parameters = [.. method.Parameters.Where(static p => TraceEventSymbols.IsTracer(p.Type))];
        IReadOnlyList<ISymbol> found = parameters.Count > 0
            ? parameters
            : search.Nearest(static member => TraceEventSymbols.IsTracer(MemberSearch.TypeOf(member)));
        switch (found.Count)
        {
            case 0:
                findings.Report(DeclarationRules.NoTracer, location, method.Name, method.ContainingType.Name);
                return null;
            case > 1:
                findings.Report(DeclarationRules.TwoTracers, location, method.Name, found[0].Name, found[1].Name);
                return null;
        }

        ISymbol tracer = found[0];
        // A struct can be made without its constructor, and code without annotations promises nothing.
        bool isUnset = tracer is not IParameterSymbol && method.ContainingType.IsValueType;
        bool mayBeNull = isUnset || MemberSearch.TypeOf(tracer)!.NullableAnnotation != NullableAnnotation.NotAnnotated;
        return new TracerAccess(MemberSearch.Expression(tracer), mayBeNull, parameters.Count > 0 ? parameters[0] : null);
    }
}
