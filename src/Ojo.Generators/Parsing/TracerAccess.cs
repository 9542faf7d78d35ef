using Microsoft.CodeAnalysis;
using Ojo.Generators.Rules;

namespace Ojo.Generators.Parsing;

/// <summary>How an event method reaches its tracer.</summary>
/// <param name="Expression">What the body reads.</param>
/// <param name="MayBeNull">Whether it may be null, which means that recording is off.</param>
/// <param name="Parameter">The parameter that it is, or null where it is a member.</param>
internal sealed record TracerAccess(string Expression, bool MayBeNull, IParameterSymbol? Parameter)
{
    /// <summary>Whether the parameter is the tracer itself, and not something that knows it.</summary>
    public bool IsParameter => Parameter is not null && Expression == Words.Escape(Parameter.Name);

    /// <summary>The one tracer in reach; null where there is none or more than one, which is then reported.</summary>
    public static TracerAccess? Find(IMethodSymbol method, MemberSearch search, SourceSearch sources, Location? location, Findings findings)
    {
        bool isSource = false;
        IReadOnlyList<ISymbol> found = [.. method.Parameters.Where(static p => TraceEventSymbols.IsTracer(p.Type))];
        if (found.Count == 0)
        {
            found = [.. method.Parameters.Where(p => sources.IsSource(p) && sources.TracerOf(p.Type, "", false) is not null)];
            isSource = found.Count > 0;
        }

        if (found.Count == 0)
        {
            found = search.Nearest(static member => TraceEventSymbols.IsTracer(MemberSearch.TypeOf(member)));
        }

        if (found.Count == 0)
        {
            found = search.Nearest(member => MemberSearch.TypeOf(member) is { } type && sources.TracerOf(type, "", false) is not null);
            isSource = found.Count > 0;
        }

        switch (found.Count)
        {
            case 0 when !method.IsStatic && sources.TracerOf(method.ContainingType, "this", mayBeNull: false) is { } own:
                return new TracerAccess(own, MayBeNull: true, null);
            case 0:
                findings.Report(DeclarationRules.NoTracer, location, method.Name, method.ContainingType.Name);
                return null;
            case > 1:
                findings.Report(DeclarationRules.TwoTracers, location, method.Name, found[0].Name, found[1].Name);
                return null;
        }

        ISymbol tracer = found[0];
        ITypeSymbol tracerType = MemberSearch.TypeOf(tracer)!;
        string expression = MemberSearch.Expression(tracer);
        IParameterSymbol? parameter = method.Parameters.FirstOrDefault(one => SymbolEqualityComparer.Default.Equals(one, tracer));
        // A struct can be made without its constructor, and code without annotations promises nothing.
        bool isUnset = parameter is null && method.ContainingType.IsValueType;
        bool mayBeNull = isUnset || tracerType.NullableAnnotation != NullableAnnotation.NotAnnotated;

        // What is asked for the tracer is asked once, whatever it promises: it may be costly, or answer otherwise the second time.
        return isSource
            ? new TracerAccess(sources.TracerOf(tracerType, expression, mayBeNull && !tracerType.IsValueType)!, MayBeNull: true, parameter)
            : new TracerAccess(expression, mayBeNull, parameter);
    }
}
