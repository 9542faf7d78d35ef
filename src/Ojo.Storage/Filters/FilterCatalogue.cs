using Ojo.Storage.Analysis;
using Ojo.Storage.Queries;

namespace Ojo.Storage.Filters;

/// <summary>What filters of a store can name, for whoever helps a person to write one.</summary>
public sealed class FilterCatalogue
{
    private readonly List<FilterRun> _runs;

    /// <param name="types">The store's types.</param>
    /// <param name="runs">The store's runs.</param>
    /// <param name="counts">How many events there are of each type where the filter is asked; null: as many as the store has.</param>
    /// <param name="flows">Some flows that are worth naming; null: none.</param>
    public FilterCatalogue(
        IReadOnlyList<StoredEventType> types, IReadOnlyList<StoredRun> runs, IReadOnlyList<TypeCount>? counts = null, IReadOnlyList<FlowRow>? flows = null)
    {
        ArgumentNullException.ThrowIfNull(types);
        ArgumentNullException.ThrowIfNull(runs);
        Types = [.. types.Select(static type => new FilterType(type.TypeKey, type.EventType, TypeList.NameOf(type), type.Descriptor))];
        Counts = counts?.ToDictionary(static count => count.TypeKey, static count => count.Count)
            ?? types.ToDictionary(static type => type.TypeKey, static type => type.Count);
        Runs = runs;
        Flows = flows ?? [];
        _runs = [.. runs.Select(static run => new FilterRun(run.RunId, run.Service, run.Host))];
    }

    internal IReadOnlyList<FilterType> Types { get; }

    internal IReadOnlyDictionary<int, long> Counts { get; }

    internal IReadOnlyList<StoredRun> Runs { get; }

    internal IReadOnlyList<FlowRow> Flows { get; }

    /// <summary>Looks up what a filter names.</summary>
    /// <exception cref="FilterException">It asks for what the store does not know.</exception>
    public void Check(Filter filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        _ = FilterPlan.Of(filter, Types, _runs);
    }

    /// <summary>What may be written at a place in a filter, which need not be understood as it is.</summary>
    /// <param name="text">The filter.</param>
    /// <param name="caret">The place, in UTF-16 units.</param>
    public FilterCompletions Complete(string text, int caret)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new CompletionPlace(text, Math.Clamp(caret, 0, text.Length)).Complete(this);
    }

    /// <summary>The terms of a text that are understood, whatever is wrong with others.</summary>
    public static IReadOnlyList<FilterTerm> TermsOf(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return FilterSyntax.Understood(text);
    }
}
