using Microsoft.CodeAnalysis;
using Ojo.Generators.Rules;

namespace Ojo.Generators.Parsing;

/// <summary>How an event method reaches its flow id.</summary>
/// <param name="Expression">What the body reads; <c>0</c> for an event without a flow.</param>
/// <param name="Parameter">The parameter that it is, or null where it is a member or there is none.</param>
internal sealed record FlowIdAccess(string Expression, IParameterSymbol? Parameter)
{
    /// <summary>The one flow id in reach; null where there is none, more than one, or one of another type, which is then reported.</summary>
    public static FlowIdAccess? Find(IMethodSymbol method, MemberSearch search, bool hasFlow, Location? location, Findings findings)
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

        // A parameter speaks for one event and goes before the member that speaks for all of them.
        IReadOnlyList<ISymbol> found = parameters.Count > 0
            ? parameters
            : search.Nearest(member => TraceEventSymbols.FindFlowId(member) is not null || IsMarkedRecordParameter(member));
        switch (found.Count)
        {
            case 0:
                findings.Report(DeclarationRules.NoFlowId, location, method.Name, method.ContainingType.Name);
                return null;
            case > 1:
                findings.Report(DeclarationRules.TwoFlowIds, parameters.Count > 1 ? parameters[1].Locations[0] : location, method.Name, found[0].Name, found[1].Name);
                return null;
        }

        ISymbol flowId = found[0];
        ITypeSymbol type = MemberSearch.TypeOf(flowId)!;
        if (type.SpecialType is not (SpecialType.System_UInt32 or SpecialType.System_UInt16 or SpecialType.System_Byte))
        {
            bool isHere = flowId is IParameterSymbol;
            findings.Report(DeclarationRules.BadFlowIdType, isHere ? flowId.Locations[0] : location, flowId.Name, type.ToDisplayString());
            return null;
        }

        return new FlowIdAccess(MemberSearch.Expression(flowId), parameters.Count > 0 ? parameters[0] : null);
    }

    /// <summary><c>record Connection([FlowId] uint Id)</c>: the attribute is the parameter's, the value the property's.</summary>
    private static bool IsMarkedRecordParameter(ISymbol member) =>
        member is IPropertySymbol { ContainingType.IsRecord: true } property
        && property.ContainingType.InstanceConstructors
            .SelectMany(static constructor => constructor.Parameters)
            .Any(parameter => parameter.Name == property.Name
                && parameter.Locations.FirstOrDefault() == property.Locations.FirstOrDefault()
                && TraceEventSymbols.FindFlowId(parameter) is not null);
}
