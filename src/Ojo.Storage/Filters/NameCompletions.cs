using Ojo.Catalogue;
using Ojo.Storage.Decoding;

namespace Ojo.Storage.Filters;

/// <summary>What a term may begin with: a word of the language, a type, a field.</summary>
internal static class NameCompletions
{
    private static readonly (string Text, string Description)[] s_keys =
    [
        ("type:", "Events of a type, by name, pattern or id"),
        ("flow:", "A flow, 1-7, or that id in any run, 7"),
        ("t:", "Time since the run's start: 1.2s..3s"),
        ("service:", "Runs of a service"),
        ("host:", "Runs on a host"),
        ("run:", "A run, by its number"),
        ("role:", "Events that mean something: packet_lost"),
        ("category:", "Events of a category"),
        ("level>=", "Events of at least a level"),
        ("provider:", "Events that a provider declares"),
        ("has:", "Events that have a field"),
        ("parent:", "Flows that belong to a flow"),
        ("events>", "Flows by how many events they have"),
        ("sent>", "Flows by how many packets they sent"),
        ("lost>", "Flows by how many packets they lost"),
        ("loss>", "Flows by the share of packets that were lost: 1%"),
        ("duration>", "Flows by the time from their first event to their last: 2s"),
        ("rate>", "Flows by events per second"),
        ("children>", "Flows by how many flows belong to them"),
    ];

    private static readonly string[] s_orders = [">", ">=", "<", "<=", "=", "!="];

    /// <summary>The completions of what has been written.</summary>
    /// <param name="catalogue">What the store knows.</param>
    /// <param name="written">What stands before the caret.</param>
    /// <param name="isAlone">Whether an operator follows already.</param>
    public static IEnumerable<FilterCompletion> Of(FilterCatalogue catalogue, string written, bool isAlone)
    {
        int dot = written.LastIndexOf('.');
        if (dot >= 0)
        {
            return FieldsOf(catalogue, written[..dot]);
        }

        IEnumerable<FilterCompletion> keys = s_keys.Select(key => new FilterCompletion(isAlone ? key.Text.TrimEnd(':', '>', '=') : key.Text, "key", key.Description));
        IEnumerable<FilterCompletion> fields = Fields(catalogue.Types, catalogue.Counts, prefix: "");
        if (isAlone)
        {
            return keys.Concat(fields);
        }

        IEnumerable<FilterCompletion> types = catalogue.Types
            .Select(type => new FilterCompletion("type:" + Near.Written(type.Name), "type", type.Descriptor?.Description ?? "", catalogue.Counts.GetValueOrDefault(type.TypeKey)));
        return Operators(catalogue, written).Concat(keys).Concat(fields).Concat(written.Length == 0 ? [] : types);
    }

    private static IEnumerable<FilterCompletion> Operators(FilterCatalogue catalogue, string written)
    {
        FieldDescriptor? field = catalogue.Types.Select(type => type.Find(written)?.Field).FirstOrDefault(static found => found is not null);
        if (field is null)
        {
            return [];
        }

        string[] signs = FieldDecoder.IsNumeric(field) && field.Type is not (FieldType.Enum or FieldType.Bool) ? s_orders : [":", "!=", "~"];
        return signs.Select(sign => new FilterCompletion(field.Name + sign, "operator", Meaning(sign)));
    }

    private static string Meaning(string sign) => sign switch
    {
        ">" => "more than",
        ">=" => "at least",
        "<" => "less than",
        "<=" => "at most",
        "!=" => "other than",
        "~" => "contains",
        _ => "is",
    };

    private static IEnumerable<FilterCompletion> FieldsOf(FilterCatalogue catalogue, string owner)
    {
        var name = new FilterValue(new Conditions.TextSlice(owner), IsQuoted: false);
        return Fields([.. catalogue.Types.Where(type => TypeNames.Means(name, type))], catalogue.Counts, owner + ".");
    }

    private static IEnumerable<FilterCompletion> Fields(IReadOnlyList<FilterType> types, IReadOnlyDictionary<int, long> counts, string prefix) => types
        .SelectMany(type => type.Fields.Select(field => (Type: type, Field: field)))
        .GroupBy(static pair => pair.Field.Name, StringComparer.OrdinalIgnoreCase)
        .Select(group => new FilterCompletion(
            NameOf(group.Key, prefix), "field", Describe([.. group]), group.Sum(pair => counts.GetValueOrDefault(pair.Type.TypeKey))));

    // A field that is called like a word of the language can only be named with its type.
    private static string NameOf(string field, string prefix) => prefix.Length == 0 && FilterNames.Kinds.ContainsKey(field) ? "*." + field : prefix + field;

    private static string Describe(List<(FilterType Type, FieldDescriptor Field)> group)
    {
        FieldDescriptor field = group[0].Field;
        string owners = group.Count == 1 ? group[0].Type.Name : $"{group[0].Type.Name} and {group.Count - 1} more";
        return string.Join(" · ", ((string[])[field.Description, field.Unit, owners]).Where(static part => part.Length > 0));
    }
}
