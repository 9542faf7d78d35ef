using Ojo.Catalogue;
using Ojo.Conditions;

namespace Ojo.Storage.Filters;

/// <summary>When events may be, in nanoseconds since their run's start: some ranges, of which one at least must hold in each term.</summary>
internal sealed class FilterTimes
{
    private static readonly FieldDescriptor s_time = new() { Name = "t", Type = FieldType.Duration, BitOffset = 0, BitWidth = 64 };

    private readonly List<(bool IsNegated, List<(long FirstNs, long LastNs)> Ranges)> _terms;

    private FilterTimes(List<(bool IsNegated, List<(long FirstNs, long LastNs)> Ranges)> terms)
    {
        _terms = terms;
        foreach ((bool isNegated, List<(long FirstNs, long LastNs)> ranges) in terms)
        {
            if (!isNegated)
            {
                FirstNs = Math.Max(FirstNs, ranges.Min(static range => range.FirstNs));
                LastNs = Math.Min(LastNs, ranges.Max(static range => range.LastNs));
            }
        }

        IsAlways = terms.Count == 0;
        IsRange = terms.TrueForAll(static term => !term.IsNegated && term.Ranges.Count == 1);
    }

    /// <summary>Whether events may be at any time.</summary>
    public bool IsAlways { get; }

    /// <summary>Whether every time from the first to the last is good.</summary>
    public bool IsRange { get; }

    /// <summary>No event before this time is wanted.</summary>
    public long FirstNs { get; } = long.MinValue;

    /// <summary>No event after this time is wanted.</summary>
    public long LastNs { get; } = long.MaxValue;

    /// <exception cref="FilterException">A term says no time.</exception>
    public static FilterTimes Of(Filter filter) => new(
        [.. filter.Terms.Where(static term => term.Kind == FilterTermKind.Time).Select(static term => (term.IsNegated, Ranges(term)))]);

    public bool Contains(long ns)
    {
        foreach ((bool isNegated, List<(long FirstNs, long LastNs)> ranges) in _terms)
        {
            if (ranges.Exists(range => ns >= range.FirstNs && ns <= range.LastNs) == isNegated)
            {
                return false;
            }
        }

        return true;
    }

    private static List<(long FirstNs, long LastNs)> Ranges(FilterTerm term) => [.. term.Values.Select(value => term.Operator switch
    {
        FilterOperator.Less => (long.MinValue, Saturated(decimal.Ceiling(Ns(value.Place)) - 1)),
        FilterOperator.LessOrEqual => (long.MinValue, Saturated(decimal.Floor(Ns(value.Place)))),
        FilterOperator.Greater => (Saturated(decimal.Floor(Ns(value.Place)) + 1), long.MaxValue),
        FilterOperator.GreaterOrEqual => (Saturated(decimal.Ceiling(Ns(value.Place))), long.MaxValue),
        _ => Range(value),
    })];

    private static (long FirstNs, long LastNs) Range(FilterValue value)
    {
        TextSlice text = value.Place;
        int dots = text.Span().IndexOf("..");
        if (dots < 0)
        {
            throw FilterTerm.Fault(
                text, $"t:{text} is no range of time. Write t:{text}.. for all from then on, t:..{text} for all before, t:1.2s..3s for what is between, or t>={text}.", $"{text}..");
        }

        (TextSlice from, TextSlice to) = (text.First(dots), text.After(dots + 2));
        if (from.IsEmpty && to.IsEmpty)
        {
            throw FilterTerm.Fault(text, "A range of time begins or ends somewhere: t:1.2s.., t:..3s, or t:1.2s..3s.");
        }

        (decimal fromNs, decimal toNs) = (from.IsEmpty ? long.MinValue : Ns(from), to.IsEmpty ? long.MaxValue : Ns(to));
        return fromNs > toNs
            ? throw FilterTerm.Fault(text, $"The range ends at {to}, before it begins at {from}.", $"{to}..{from}")
            : (from.IsEmpty ? long.MinValue : Saturated(decimal.Ceiling(fromNs)), to.IsEmpty ? long.MaxValue : Saturated(decimal.Ceiling(toNs) - 1));
    }

    private static decimal Ns(TextSlice text) => FieldValueTest.Parse(s_time, text);

    private static long Saturated(decimal ns) => ns <= long.MinValue ? long.MinValue : ns >= long.MaxValue ? long.MaxValue : (long)ns;
}
