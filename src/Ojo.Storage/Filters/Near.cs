using Ojo.Conditions;
using Ojo.Configuration;

namespace Ojo.Storage.Filters;

/// <summary>Says of a name that there is not what may have been meant, or what there is.</summary>
internal static class Near
{
    /// <summary>So many names are listed; of more, none.</summary>
    private const int MostListed = 12;

    /// <summary>Nobody's name is longer, and hostile input must not cost more than a glance.</summary>
    private const int LongestName = 64;

    /// <summary>The nearest of some names; null where none is near.</summary>
    public static string? Find(string name, IEnumerable<string> known) => name.Length is 0 or > LongestName ? null : NearestName.Of(name, known);

    /// <summary>The fault of a name that there is not.</summary>
    /// <param name="place">Where it stands.</param>
    /// <param name="sentence">What is wrong, without the full stop.</param>
    /// <param name="name">The name.</param>
    /// <param name="known">The names that there are.</param>
    public static FilterException Fault(TextSlice place, string sentence, string name, IEnumerable<string> known)
    {
        List<string> names = [.. known.Where(static one => one.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase)];
        string? near = Find(name, names);
        string there = near is not null ? $" Did you mean {near}?"
            : names.Count is > 0 and <= MostListed ? $" There is {string.Join(", ", names)}."
            : "";
        return FilterTerm.Fault(place, $"{sentence}.{there}", near is null ? null : Written(near));
    }

    /// <summary>A name as it is written in a filter.</summary>
    public static string Written(string name) =>
        name.AsSpan().ContainsAny([' ', ',', '\'', '*', '?']) ? $"\"{name}\"" : name.Contains('"', StringComparison.Ordinal) ? $"'{name}'" : name;
}
