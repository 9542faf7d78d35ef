using Ojo.Storage.Decoding;

namespace Ojo.Storage.Filters;

/// <summary>A filter made ready for a store: which types, times and flows it lets through, and what an event must be tested for.</summary>
internal sealed class FilterPlan
{
    private readonly Dictionary<int, EventClause[]> _byType = [];

    private FilterPlan(FilterTimes times, FilterFlows flows)
    {
        Times = times;
        Flows = flows;
    }

    /// <summary>When events may be.</summary>
    public FilterTimes Times { get; }

    /// <summary>Which flows they may be of.</summary>
    public FilterFlows Flows { get; }

    /// <summary>Whether events of some type need not be looked at, or must be tested.</summary>
    public bool RestrictsTypes { get; private set; }

    /// <summary>Whether an event's fields, texts or time decide, so that flows cannot be chosen by counts alone.</summary>
    public bool LooksAtEvents { get; private set; }

    /// <summary>Finds out what a filter means.</summary>
    /// <param name="filter">The filter.</param>
    /// <param name="types">The store's types.</param>
    /// <param name="runs">The store's runs.</param>
    /// <exception cref="FilterException">It asks for what the store does not know.</exception>
    public static FilterPlan Of(Filter filter, IReadOnlyList<FilterType> types, IReadOnlyList<FilterRun> runs)
    {
        var plan = new FilterPlan(FilterTimes.Of(filter), FilterFlows.Of(filter, runs));
        List<TypeTerm> terms = [.. filter.Terms.Select(term => TypeTerm.Of(term, types)).OfType<TypeTerm>()];
        foreach (FilterType type in types)
        {
            plan.Add(type, terms);
        }

        plan.RestrictsTypes = terms.Count > 0;
        plan.LooksAtEvents = !plan.Times.IsAlways || plan._byType.Values.Any(static clauses => clauses.Length > 0);
        return plan;
    }

    /// <summary>Whether events of a type may pass.</summary>
    public bool MayPass(int typeKey) => _byType.ContainsKey(typeKey);

    /// <summary>What an event of a type must pass, all of it.</summary>
    public IReadOnlyList<EventClause> ClausesOf(int typeKey) => _byType.GetValueOrDefault(typeKey) ?? [];

    private void Add(FilterType type, List<TypeTerm> terms)
    {
        var clauses = new List<EventClause>();
        foreach (TypeTerm term in terms)
        {
            (bool mayPass, EventClause? clause) = term.Of(type);
            if (!mayPass)
            {
                return;
            }

            if (clause is not null)
            {
                clauses.Add(clause);
            }
        }

        _byType[type.TypeKey] = [.. clauses];
    }
}
