using Ojo.Conditions;
using Ojo.Storage.Decoding;

namespace Ojo.Storage.Filters;

/// <summary>Terms that choose types by what they are called and declared as.</summary>
internal static class TypeNames
{
    private static readonly (string Word, EventLevel Level)[] s_levels =
        [.. Enum.GetValues<EventLevel>().Select(static level => (SnakeCase.Of(level), level)), ("warn", EventLevel.Warning)];

    /// <summary>The words for levels, the least first.</summary>
    public static IEnumerable<string> Levels => Enum.GetValues<EventLevel>().Select(SnakeCase.Of);

    /// <summary>The words for roles.</summary>
    public static IEnumerable<string> Roles => Enum.GetValues<EventRole>().Where(static role => role != EventRole.None).Select(SnakeCase.Of);

    /// <summary>Which types a term means; null for a term that is about something else.</summary>
    /// <exception cref="FilterException">There is none of the name.</exception>
    public static Func<FilterType, bool>? Test(FilterTerm term, IReadOnlyList<FilterType> types) => term.Kind switch
    {
        FilterTermKind.Type => OfNames(term, types),
        FilterTermKind.Category => Words(term, "category", [.. types.Select(CategoryOf).Distinct()], CategoryOf),
        FilterTermKind.Provider => Words(term, "provider", [.. types.Select(ProviderOf).Distinct()], ProviderOf),
        FilterTermKind.Role => Words(term, "role", Roles, static type => SnakeCase.Of(type.Descriptor?.Role ?? EventRole.None)),
        FilterTermKind.Level => OfLevel(term),
        FilterTermKind.Has => OfFields(term, types),
        _ => null,
    };

    /// <summary>Whether a type is meant by a name, a pattern or an id.</summary>
    public static bool Means(FilterValue value, FilterType type) =>
        value.Matches(type.Name) || (!value.IsQuoted && NumberText.TryParse(value.Text, out ulong id) && type.EventType == id);

    /// <exception cref="FilterException">No type is called so.</exception>
    public static void RequireType(FilterValue value, TextSlice place, IReadOnlyList<FilterType> types)
    {
        // An id may name none: its events may be yet to come.
        if (!NumberText.TryParse(value.Text, out _) && !types.Any(type => Means(value, type)))
        {
            throw Near.Fault(place, $"No event type of this store is called “{value.Text}”", value.Text, types.Select(static type => type.Name));
        }
    }

    private static Func<FilterType, bool> OfNames(FilterTerm term, IReadOnlyList<FilterType> types)
    {
        foreach (FilterValue value in term.Values)
        {
            RequireType(value, value.Place, types);
        }

        return type => term.Values.Any(value => Means(value, type));
    }

    private static Func<FilterType, bool> Words(FilterTerm term, string what, IEnumerable<string> known, Func<FilterType, string> wordOf)
    {
        List<string> words = [.. known.Where(static word => word.Length > 0)];
        foreach (FilterValue value in term.Values)
        {
            if (!words.Exists(value.Matches))
            {
                throw Near.Fault(value.Place, $"There is no {what} “{value.Text}”{FieldOfThatName(term)}", value.Text, words);
            }
        }

        return type => term.Values.Any(value => value.Matches(wordOf(type)));
    }

    /// <summary>A field may be called like a word of the language.</summary>
    public static string FieldOfThatName(FilterTerm term) => $" (a field of that name is asked for with *.{term.Name}=…)";

    private static Func<FilterType, bool> OfLevel(FilterTerm term)
    {
        List<EventLevel> levels = [.. term.Values.Select(Level)];
        if (term.Operator != FilterOperator.Is && levels.Count > 1)
        {
            throw FilterTerm.Fault(term.Whole, "A level is compared with one other. Write level:warning,error for any of several.");
        }

        return type => type.Descriptor is { Level: var own } && term.Operator switch
        {
            FilterOperator.Less => own < levels[0],
            FilterOperator.LessOrEqual => own <= levels[0],
            FilterOperator.Greater => own > levels[0],
            FilterOperator.GreaterOrEqual => own >= levels[0],
            _ => levels.Contains(own),
        };
    }

    private static EventLevel Level(FilterValue value)
    {
        foreach ((string word, EventLevel level) in s_levels)
        {
            if (string.Equals(word, value.Text, StringComparison.OrdinalIgnoreCase))
            {
                return level;
            }
        }

        throw Near.Fault(value.Place, $"There is no level “{value.Text}”", value.Text, Levels);
    }

    private static Func<FilterType, bool> OfFields(FilterTerm term, IReadOnlyList<FilterType> types)
    {
        foreach (FilterValue value in term.Values)
        {
            if (!types.Any(type => type.Fields.Any(field => value.Matches(field.Name))))
            {
                throw Near.Fault(value.Place, $"No event type of this store has a field “{value.Text}”", value.Text, types.SelectMany(static type => type.Fields).Select(static field => field.Name));
            }
        }

        return type => type.Fields.Any(field => term.Values.Any(value => value.Matches(field.Name)));
    }

    private static string CategoryOf(FilterType type) => type.Descriptor?.Category ?? "";

    private static string ProviderOf(FilterType type) => type.Descriptor?.Provider ?? "";
}
