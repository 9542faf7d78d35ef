using Ojo.Conditions;

namespace Ojo.Storage.Filters;

/// <summary>One of the values of a term.</summary>
/// <param name="Place">Where it was written, without its quotation marks.</param>
/// <param name="IsQuoted">Whether it was written in quotation marks: then it has no wildcards.</param>
internal readonly record struct FilterValue(TextSlice Place, bool IsQuoted)
{
    /// <summary>What was written.</summary>
    public string Text { get; } = Place.ToString();

    /// <summary>Whether it stands for several names or texts.</summary>
    public bool IsPattern => !IsQuoted && Text.AsSpan().ContainsAny('*', '?');

    public bool Equals(FilterValue other) => (Text, IsQuoted) == (other.Text, other.IsQuoted);

    public override int GetHashCode() => HashCode.Combine(Text, IsQuoted);

    /// <summary>It as it is written in a filter: in the kind of quotation mark that it has none of.</summary>
    public override string ToString() => !IsQuoted ? Text : Text.Contains('"', StringComparison.Ordinal) ? $"'{Text}'" : $"\"{Text}\"";

    /// <summary>Whether a name or text is meant, in any case.</summary>
    public bool Matches(string name) => IsPattern ? Wildcard.Matches(Text, name) : string.Equals(Text, name, StringComparison.OrdinalIgnoreCase);
}
