using Ojo.Storage.Filters;

namespace Ojo.Storage.Analysis;

/// <summary>What a question must know of its filter beforehand; the scan itself shows only what the filter lets through.</summary>
internal sealed class SelectionFilter
{
    private readonly FilterPlan _plan;

    private SelectionFilter(FilterPlan plan, IEnumerable<long> runs)
    {
        _plan = plan;
        List<long> allowed = [.. runs.Where(plan.Flows.AllowsRun).Take(2)];
        OnlyRun = !plan.Flows.IsAll && allowed is [long only] ? only : null;
    }

    /// <summary>The one run that it leaves; null where there are several, or none.</summary>
    public long? OnlyRun { get; }

    /// <summary>Whether an event's type alone says whether it is let through.</summary>
    public bool IsOfTypesOnly => !_plan.LooksAtEvents && _plan.Flows.IsAll;

    /// <summary>Makes a filter ready; null where there is none.</summary>
    /// <exception cref="FilterException">It asks for what the store does not know.</exception>
    public static SelectionFilter? Of(IStoreReader reader, Filter? filter, TypeList types, CancellationToken cancellation)
    {
        if (filter is null or { IsEmpty: true })
        {
            return null;
        }

        List<FilterRun> runs = [.. reader.GetRuns(cancellation).Select(static run => new FilterRun(run.RunId, run.Service, run.Host))];
        FilterType[] known = [.. types.All.Select(static type => new FilterType(type.TypeKey, type.EventType, TypeList.NameOf(type), type.Descriptor))];
        return new SelectionFilter(FilterPlan.Of(filter, known, runs), runs.Select(static run => run.RunId));
    }

    /// <summary>Whether events of a type may be let through.</summary>
    public bool MayPass(int typeKey) => _plan.MayPass(typeKey);
}
