using Microsoft.CodeAnalysis;
using Ojo.Generators.Rules;

namespace Ojo.Generators.Parsing;

/// <summary>How an event method reaches its flow id.</summary>
/// <param name="Expression">What the body reads; <c>0</c> for an event without a flow.</param>
/// <param name="Parameter">The parameter that it is, or null where it is a member or there is none.</param>
internal sealed record FlowIdAccess(string Expression, IParameterSymbol? Parameter)
{
    /// <summary>The one flow id in reach; null where there is none, more than one, or one of another type, which is then reported.</summary>
    public static FlowIdAccess? Find(
        IMethodSymbol method, MemberSearch search, SourceSearch sources, bool hasFlow, Location? location, Findings findings)
    {
        List<IParameterSymbol> parameters = [.. method.Parameters.Where(static p => TraceEventSymbols.FindFlowId(p) is not null)];
        if (!hasFlow)
        {
            if (parameters.Count > 0)
            {
                findings.Report(DeclarationRules.FlowIdWithoutFlow, parameters[0].Locations[0], method.Name, parameters[0].Name);
                return null;
            }

            return new FlowIdAccess("0", null);
        }

        IReadOnlyList<(ISymbol Member, string Expression)> found = InReach(method, parameters, search, sources);
        switch (found.Count)
        {
            case 0:
                findings.Report(DeclarationRules.NoFlowId, location, method.Name, method.ContainingType.Name);
                return null;
            case > 1:
                findings.Report(
                    DeclarationRules.TwoFlowIds, parameters.Count > 1 ? parameters[1].Locations[0] : location, method.Name, found[0].Member.Name, found[1].Member.Name);
                return null;
        }

        (ISymbol flowId, string expression) = found[0];
        ITypeSymbol type = MemberSearch.TypeOf(flowId)!;
        if (type.SpecialType is not (SpecialType.System_UInt32 or SpecialType.System_UInt16 or SpecialType.System_Byte))
        {
            bool isHere = flowId is IParameterSymbol;
            findings.Report(DeclarationRules.BadFlowIdType, isHere ? flowId.Locations[0] : location, flowId.Name, type.ToDisplayString());
            return null;
        }

        return new FlowIdAccess(expression, parameters.Count > 0 ? parameters[0] : null);
    }

    /// <summary>Whether a member says that it is the flow.</summary>
    public static bool IsMarked(ISymbol member) => TraceEventSymbols.FindFlowId(member) is not null || IsMarkedRecordParameter(member);

    /// <summary>A parameter speaks for one event and goes before the member that speaks for all of them; either goes before what knows a flow.</summary>
    private static IReadOnlyList<(ISymbol Member, string Expression)> InReach(
        IMethodSymbol method, List<IParameterSymbol> parameters, MemberSearch search, SourceSearch sources)
    {
        if (parameters.Count > 0)
        {
            return [.. parameters.Select(static parameter => ((ISymbol)parameter, MemberSearch.Expression(parameter)))];
        }

        List<(ISymbol, string)> handed = [.. method.Parameters.Where(sources.IsSource).SelectMany(parameter => Of(parameter, sources))];
        if (handed.Count > 0)
        {
            return handed;
        }

        IReadOnlyList<ISymbol> own = search.Nearest(IsMarked);
        if (own.Count > 0)
        {
            return [.. own.Select(static member => (member, MemberSearch.Expression(member)))];
        }

        List<(ISymbol, string)> held = [.. search.Nearest(member => Of(member, sources).Count > 0).SelectMany(member => Of(member, sources))];
        return held.Count > 0 || method.IsStatic ? held : sources.FlowIdsOf(method.ContainingType, "this", mayBeNull: false);
    }

    private static IReadOnlyList<(ISymbol Member, string Expression)> Of(ISymbol holder, SourceSearch sources) =>
        MemberSearch.TypeOf(holder) is { } type ? sources.FlowIdsOf(type, MemberSearch.Expression(holder), SourceSearch.MayBeNull(type)) : [];

    /// <summary><c>record Connection([FlowId] uint Id)</c>: the attribute is the parameter's, the value the property's.</summary>
    private static bool IsMarkedRecordParameter(ISymbol member) =>
        member is IPropertySymbol { ContainingType.IsRecord: true } property
        && property.ContainingType.InstanceConstructors
            .SelectMany(static constructor => constructor.Parameters)
            .Any(parameter => parameter.Name == property.Name
                && parameter.Locations.FirstOrDefault() == property.Locations.FirstOrDefault()
                && TraceEventSymbols.FindFlowId(parameter) is not null);
}
