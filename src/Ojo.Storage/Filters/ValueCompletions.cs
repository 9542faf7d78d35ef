using System.Globalization;
using Ojo.Catalogue;
using Ojo.Conditions;
using Ojo.Storage.Decoding;

namespace Ojo.Storage.Filters;

/// <summary>What may stand behind a term's operator.</summary>
internal static class ValueCompletions
{
    private static readonly FieldDescriptor s_time = new() { Name = "t", Type = FieldType.Duration, BitOffset = 0, BitWidth = 64 };

    /// <summary>The completions of what has been written.</summary>
    /// <param name="catalogue">What the store knows.</param>
    /// <param name="name">What stands before the operator.</param>
    /// <param name="written">What stands before the caret of the value.</param>
    public static IEnumerable<FilterCompletion> Of(FilterCatalogue catalogue, string name, string written) => FilterNames.KindOf(name) switch
    {
        FilterTermKind.Type => catalogue.Types.Select(type =>
            new FilterCompletion(Near.Written(type.Name), "type", type.Descriptor?.Description ?? "", catalogue.Counts.GetValueOrDefault(type.TypeKey))),
        FilterTermKind.Category => ByType(catalogue, "category", static type => type.Descriptor?.Category),
        FilterTermKind.Provider => ByType(catalogue, "provider", static type => type.Descriptor?.Provider),
        FilterTermKind.Role => ByType(catalogue, "role", static type => type.Descriptor is { Role: not EventRole.None and var role } ? SnakeCase.Of(role) : null),
        FilterTermKind.Level => TypeNames.Levels.Select(level => new FilterCompletion(level, "level", "", Count(catalogue, type => type.Descriptor is { } known && SnakeCase.Of(known.Level) == level))),
        FilterTermKind.Has => catalogue.Types.SelectMany(static type => type.Fields).Select(static field => field.Name).Distinct(StringComparer.OrdinalIgnoreCase)
            .Select(field => new FilterCompletion(field, "field", "", Count(catalogue, type => type.Find(field) is not null))),
        FilterTermKind.Flow or FilterTermKind.Parent => catalogue.Flows.Select(flow => new FilterCompletion(
            flow.Flow.ToString(), "flow", catalogue.Runs.FirstOrDefault(run => run.RunId == flow.Flow.RunId)?.Service ?? "", flow.Events)),
        FilterTermKind.Run => catalogue.Runs.Select(static run =>
            new FilterCompletion(run.RunId.ToString(CultureInfo.InvariantCulture), "run", string.Join("@", new[] { run.Service, run.Host }.OfType<string>()), run.Events)),
        FilterTermKind.Service => ByRun(catalogue, "service", static run => run.Service),
        FilterTermKind.Host => ByRun(catalogue, "host", static run => run.Host),
        FilterTermKind.Time => Units(s_time, written),
        FilterTermKind.FlowNumber => Units(FlowNumber.All[name.ToLowerInvariant()].Field, written),
        _ => OfField(catalogue, name, written),
    };

    private static IEnumerable<FilterCompletion> OfField(FilterCatalogue catalogue, string name, string written)
    {
        int dot = name.LastIndexOf('.');
        var owner = new FilterValue(new TextSlice(dot < 0 ? "*" : name[..dot]), IsQuoted: false);
        foreach (FilterType type in catalogue.Types.Where(type => TypeNames.Means(owner, type)))
        {
            if (type.Find(name[(dot + 1)..])?.Field is not { } field)
            {
                continue;
            }

            IEnumerable<FilterCompletion> values = field.Type switch
            {
                FieldType.Bool => [new FilterCompletion("true", "value", field.Description), new FilterCompletion("false", "value", field.Description)],
                FieldType.Enum => field.Values.Select(value => new FilterCompletion(Near.Written(value.Name), "value", type.Name)),
                _ => FieldDecoder.IsNumeric(field) && field.Type != FieldType.Timestamp ? Units(field, written) : [],
            };
            foreach (FilterCompletion value in values)
            {
                yield return value;
            }
        }
    }

    /// <summary>The number that is written, with each unit that may follow it.</summary>
    private static IEnumerable<FilterCompletion> Units(FieldDescriptor field, string written)
    {
        int range = written.LastIndexOf("..", StringComparison.Ordinal);
        string number = (range < 0 ? written : written[(range + 2)..]).TrimEnd([.. "abcdefghijklmnopqrstuvwxyzµABCDEFGHIJKLMNOPQRSTUVWXYZ/%"]);
        string before = range < 0 ? "" : written[..(range + 2)];
        return decimal.TryParse(number, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _)
            ? FieldNumber.UnitsOf(field).Select(unit => new FilterCompletion(before + number + unit, "unit", $"in {unit}"))
            : [];
    }

    private static IEnumerable<FilterCompletion> ByType(FilterCatalogue catalogue, string kind, Func<FilterType, string?> wordOf) => catalogue.Types
        .Select(wordOf).OfType<string>().Where(static word => word.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase)
        .Select(word => new FilterCompletion(Near.Written(word), kind, "", Count(catalogue, type => string.Equals(wordOf(type), word, StringComparison.OrdinalIgnoreCase))));

    private static IEnumerable<FilterCompletion> ByRun(FilterCatalogue catalogue, string kind, Func<Queries.StoredRun, string?> nameOf) => catalogue.Runs
        .Where(run => nameOf(run) is { Length: > 0 })
        .GroupBy(nameOf, StringComparer.OrdinalIgnoreCase)
        .Select(group => new FilterCompletion(Near.Written(group.Key!), kind, group.Count() == 1 ? "1 run" : string.Create(CultureInfo.InvariantCulture, $"{group.Count()} runs"), group.Sum(static run => run.Events)));

    private static long Count(FilterCatalogue catalogue, Func<FilterType, bool> isMeant) =>
        catalogue.Types.Where(isMeant).Sum(type => catalogue.Counts.GetValueOrDefault(type.TypeKey));
}
