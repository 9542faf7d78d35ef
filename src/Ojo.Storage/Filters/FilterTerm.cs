using System.Text;
using Ojo.Conditions;

namespace Ojo.Storage.Filters;

/// <summary>One of the terms of a filter, all of which must hold.</summary>
public sealed class FilterTerm : IEquatable<FilterTerm>
{
    internal FilterTerm(FilterTermKind kind, bool isNegated, TextSlice name, FilterOperator @operator, IReadOnlyList<FilterValue> values, TextSlice whole)
    {
        Kind = kind;
        IsNegated = isNegated;
        NamePlace = name;
        Name = FilterNames.IsReserved(kind) ? name.ToString().ToLowerInvariant() : name.ToString();
        Operator = @operator;
        Values = values;
        Whole = whole;
    }

    /// <summary>What it is about.</summary>
    public FilterTermKind Kind { get; }

    /// <summary>Where it begins, in UTF-16 units from the filter's start.</summary>
    public int Offset => Whole.Start;

    /// <summary>How long it is, in UTF-16 units.</summary>
    public int Length => Whole.Length;

    /// <summary>Whether what it says must not hold.</summary>
    internal bool IsNegated { get; }

    /// <summary>What stands before the operator; empty for a mere text.</summary>
    internal string Name { get; }

    internal TextSlice NamePlace { get; }

    internal FilterOperator Operator { get; }

    /// <summary>At least one; any of them is enough.</summary>
    internal IReadOnlyList<FilterValue> Values { get; }

    internal TextSlice Whole { get; }

    /// <summary>Whether two terms say the same in the same words, wherever they stand.</summary>
    public bool Equals(FilterTerm? other) =>
        other is not null && (Kind, IsNegated, Name, Operator) == (other.Kind, other.IsNegated, other.Name, other.Operator) && Values.SequenceEqual(other.Values);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as FilterTerm);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Kind, IsNegated, Name, Operator, Values.Count, Values[0]);

    /// <summary>It as it is written in a filter.</summary>
    public override string ToString() => new StringBuilder(IsNegated ? "-" : "")
        .Append(Name)
        .Append(Kind == FilterTermKind.Text ? "" : Sign)
        .AppendJoin(',', Values)
        .ToString();

    // A value that begins with = would be taken for a piece of the operator.
    private string Sign => Operator == FilterOperator.Equal && Values[0].ToString().StartsWith('=') ? "==" : FilterNames.SignOf(Operator);

    /// <summary>What is wrong with a piece of it.</summary>
    internal static FilterException Fault(TextSlice place, string message, string? suggestion = null) => new(message, place.Start, place.Length, suggestion);
}
