using System.Globalization;
using Ojo.Conditions;

namespace Ojo.Storage.Filters;

/// <summary>Which flows a filter lets through.</summary>
internal sealed class FilterFlows
{
    private readonly List<(bool IsNegated, HashSet<long> Runs)> _runs = [];
    private readonly List<(bool IsNegated, List<(long? Run, ulong Id)> Flows)> _ids = [];
    private readonly List<(bool IsNegated, Func<FlowFacts, bool> Holds)> _facts = [];

    private FilterFlows()
    {
    }

    /// <summary>Whether every flow is let through.</summary>
    public bool IsAll => _runs.Count == 0 && _ids.Count == 0 && _facts.Count == 0;

    /// <summary>Whether more than a flow's name must be known to tell whether it is let through.</summary>
    public bool NeedsFacts => _facts.Count > 0;

    /// <exception cref="FilterException">It names what the store does not know.</exception>
    public static FilterFlows Of(Filter filter, IReadOnlyList<FilterRun> runs)
    {
        var flows = new FilterFlows();
        foreach (FilterTerm term in filter.Terms)
        {
            flows.Add(term, runs);
        }

        return flows;
    }

    /// <summary>Whether any flow of a run may be let through.</summary>
    public bool AllowsRun(long run) => _runs.TrueForAll(term => term.Runs.Contains(run) != term.IsNegated) && IdsIn(run) is not { Count: 0 };

    /// <summary>The only flows of a run that may be let through, where the filter names them; else null.</summary>
    public IReadOnlyCollection<ulong>? IdsIn(long run)
    {
        HashSet<ulong>? ids = null;
        foreach ((bool isNegated, List<(long? Run, ulong Id)> flows) in _ids)
        {
            if (!isNegated)
            {
                IEnumerable<ulong> here = flows.Where(flow => flow.Run is null || flow.Run == run).Select(static flow => flow.Id);
                ids = ids is null ? [.. here] : [.. here.Where(ids.Contains)];
            }
        }

        return ids;
    }

    /// <summary>Whether a flow may be let through, as far as its name says.</summary>
    public bool AllowsName(FlowKey flow) =>
        _runs.TrueForAll(term => term.Runs.Contains(flow.RunId) != term.IsNegated)
        && _ids.TrueForAll(term => term.Flows.Exists(one => (one.Run is null || one.Run == flow.RunId) && one.Id == flow.FlowId) != term.IsNegated);

    /// <summary>Whether a flow is let through.</summary>
    public bool Allows(in FlowFacts flow)
    {
        foreach ((bool isNegated, Func<FlowFacts, bool> holds) in _facts)
        {
            if (holds(flow) == isNegated)
            {
                return false;
            }
        }

        return AllowsName(flow.Flow);
    }

    private void Add(FilterTerm term, IReadOnlyList<FilterRun> runs)
    {
        switch (term.Kind)
        {
            case FilterTermKind.Flow:
                _ids.Add((term.IsNegated, [.. term.Values.Select(Flow)]));
                break;
            case FilterTermKind.Parent:
                List<(long? Run, ulong Id)> parents = [.. term.Values.Select(Flow)];
                _facts.Add((term.IsNegated, flow => flow.Parent is ulong parent && parents.Exists(one => one.Id == parent && (one.Run is null || one.Run == flow.Flow.RunId))));
                break;
            case FilterTermKind.Run:
                _runs.Add((term.IsNegated, [.. term.Values.Select(value => Run(value, runs))]));
                break;
            case FilterTermKind.Service:
                _runs.Add((term.IsNegated, Named(term, "service", runs, static run => run.Service)));
                break;
            case FilterTermKind.Host:
                _runs.Add((term.IsNegated, Named(term, "host", runs, static run => run.Host)));
                break;
            case FilterTermKind.FlowNumber:
                _facts.Add((term.IsNegated, Number(term)));
                break;
        }
    }

    private static (long? Run, ulong Id) Flow(FilterValue value)
    {
        if (ulong.TryParse(value.Text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong id))
        {
            return (null, id);
        }

        return FlowKey.TryParse(value.Text, out FlowKey flow)
            ? (flow.RunId, flow.FlowId)
            : throw FilterTerm.Fault(value.Place, $"“{value.Text}” is no flow. Write its id, 7, or with its run before it, 1-7.");
    }

    private static long Run(FilterValue value, IReadOnlyList<FilterRun> runs)
    {
        if (!long.TryParse(value.Text, NumberStyles.None, CultureInfo.InvariantCulture, out long run))
        {
            throw FilterTerm.Fault(value.Place, $"“{value.Text}” is no run. Write its number, as in run:3; service:name and host:name choose runs by who they are.");
        }

        return runs.Count == 0 || runs.Any(one => one.RunId == run)
            ? run
            : throw FilterTerm.Fault(value.Place, $"There is no run {run} in this store.{There(runs)}");
    }

    private static string There(IReadOnlyList<FilterRun> runs) => runs.Count > 8 ? "" : $" There is {string.Join(", ", runs.Select(static run => run.RunId))}.";

    private static HashSet<long> Named(FilterTerm term, string what, IReadOnlyList<FilterRun> runs, Func<FilterRun, string?> nameOf)
    {
        foreach (FilterValue value in term.Values)
        {
            // A store that waits for its first traces knows no names yet.
            if (runs.Count > 0 && !runs.Any(run => nameOf(run) is string name && value.Matches(name)))
            {
                throw Near.Fault(value.Place, $"No run of this store is of a {what} “{value.Text}”", value.Text, runs.Select(nameOf).OfType<string>());
            }
        }

        return [.. runs.Where(run => nameOf(run) is string name && term.Values.Any(value => value.Matches(name))).Select(static run => run.RunId)];
    }

    private static Func<FlowFacts, bool> Number(FilterTerm term)
    {
        FlowNumber number = FlowNumber.All[term.Name];
        List<decimal> values = [.. term.Values.Select(value => Parse(term, number, value.Place))];
        FilterOperator sign = term.Operator;
        return flow => number.Of(flow) is decimal own && values.Exists(value => sign switch
        {
            FilterOperator.Less => own < value,
            FilterOperator.LessOrEqual => own <= value,
            FilterOperator.Greater => own > value,
            FilterOperator.GreaterOrEqual => own >= value,
            _ => own == value,
        });
    }

    private static decimal Parse(FilterTerm term, FlowNumber number, TextSlice text)
    {
        try
        {
            return FieldValueTest.Parse(number.Field, text);
        }
        catch (FilterException fault)
        {
            throw new FilterException($"{fault.Message} {term.Name} is the flow's own number; an event's field of that name is asked for with *.{term.Name}.", fault.Offset, fault.Length, fault.Suggestion);
        }
    }
}
