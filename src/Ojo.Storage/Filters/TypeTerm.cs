using Ojo.Storage.Decoding;

namespace Ojo.Storage.Filters;

/// <summary>A term that is about events' types or what is in events: for each type, whether its events may pass, and what they must be tested for.</summary>
/// <param name="isNegated">Whether the term must not hold.</param>
/// <param name="tests">What the term says of a type: no, or yes where there is no test, or any of some tests.</param>
internal sealed class TypeTerm(bool isNegated, Func<FilterType, (bool Holds, EventClause? Clause)> tests)
{
    /// <summary>Makes a term ready; null for a term that is about flows or times.</summary>
    /// <exception cref="FilterException">It names what the store does not know.</exception>
    public static TypeTerm? Of(FilterTerm term, IReadOnlyList<FilterType> types) => term.Kind switch
    {
        FilterTermKind.Field => FieldTerm.Of(term, types),
        FilterTermKind.Text => new TypeTerm(term.IsNegated, type => TextTerm.Of(term, type)),
        _ when TypeNames.Test(term, types) is { } holds => new TypeTerm(term.IsNegated, type => (holds(type), null)),
        _ => null,
    };

    /// <summary>Whether events of a type may pass, and the test that they must pass, if any.</summary>
    public (bool MayPass, EventClause? Clause) Of(FilterType type)
    {
        (bool holds, EventClause? clause) = tests(type);
        return clause is null ? (holds != isNegated, null) : (true, isNegated ? clause.Not() : clause);
    }
}
