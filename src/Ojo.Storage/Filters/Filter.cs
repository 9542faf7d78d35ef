namespace Ojo.Storage.Filters;

/// <summary>A choice of events, or of flows, as a person writes it: <c>type:PACKET_LOST flow:7 cwnd&lt;20KiB t:1.2s..3s</c>. docs/FILTER.md has the language.</summary>
/// <remarks>
/// Its terms all must hold. It is text that has been understood and nothing more: which types, fields and runs it names is found
/// out by the store that it is asked of.
/// </remarks>
public sealed class Filter : IEquatable<Filter>
{
    /// <summary>How many UTF-16 units a filter may have.</summary>
    public const int MostCharacters = 4096;

    /// <summary>How many terms a filter may have.</summary>
    public const int MostTerms = 64;

    private Filter(IReadOnlyList<FilterTerm> terms) => Terms = terms;

    /// <summary>Lets everything through.</summary>
    public static Filter Everything { get; } = new([]);

    /// <summary>Its terms, in the order in which they were written.</summary>
    public IReadOnlyList<FilterTerm> Terms { get; }

    /// <summary>Whether it lets everything through.</summary>
    public bool IsEmpty => Terms.Count == 0;

    /// <summary>Reads a filter.</summary>
    /// <exception cref="FilterException">It is none.</exception>
    public static Filter Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new Filter(FilterSyntax.Parse(text));
    }

    /// <summary>Whether two filters say the same in the same words, however they are spaced.</summary>
    public bool Equals(Filter? other) => other is not null && Terms.SequenceEqual(other.Terms);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Filter);

    /// <inheritdoc/>
    public override int GetHashCode() => Terms.Aggregate(Terms.Count, HashCode.Combine);

    /// <summary>It as it is written: what <see cref="Parse"/> reads as the same filter.</summary>
    public override string ToString() => string.Join(' ', Terms);

    /// <summary>The filter without some of its terms.</summary>
    internal Filter Where(Func<FilterTerm, bool> isKept) => new([.. Terms.Where(isKept)]);
}
