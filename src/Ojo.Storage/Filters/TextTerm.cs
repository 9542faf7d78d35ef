using Ojo.Catalogue;
using Ojo.Storage.Decoding;

namespace Ojo.Storage.Filters;

/// <summary>Terms that look for a text in types' names and in events' strings and texts.</summary>
internal static class TextTerm
{
    /// <summary>What a term says of a type: its name has the text, or its events' texts must be looked through, or it has none.</summary>
    public static (bool Holds, EventClause? Clause) Of(FilterTerm term, FilterType type)
    {
        if (term.Values.Any(value => Contains(value, type.Name)))
        {
            return (true, null);
        }

        List<IEventTest> tests = [.. type.Fields
            .Where(static field => field.Type is FieldType.String or FieldType.Text)
            .Select(field => type.Find(field.Name)!)
            .Select(found => new TextTest(found.Field, found.Number, found.TextsBefore, text => term.Values.Any(value => Contains(value, text))))];
        return tests.Count == 0 ? (false, null) : (true, new EventClause(tests));
    }

    /// <summary>Whether a text has a value somewhere in it, in any case.</summary>
    public static bool Contains(FilterValue value, string text) => value.IsPattern
        ? Wildcard.Matches($"*{value.Text}*", text)
        : text.Contains(value.Text, StringComparison.OrdinalIgnoreCase);
}
