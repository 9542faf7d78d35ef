using System.Globalization;
using Microsoft.OpenApi;
using Ojo.Explorer.Faults;
using Ojo.Storage.Queries;

namespace Ojo.Explorer.Parameters;

/// <summary>What makes a group.</summary>
internal sealed class GroupByParameter(string name, string description) : WordsParameter<GroupBy>(name, description, 3)
{
    private const string Field = "field:";
    private const string Time = "time:";

    /// <inheritdoc/>
    protected override OpenApiSchema WordSchema() => new()
    {
        Type = JsonSchemaType.String,
        Pattern = "^(flow|run|type|category|field:.+|time:[0-9]+)$",
    };

    /// <inheritdoc/>
    protected override GroupBy Parse(string word) => word switch
    {
        "flow" => GroupBy.Flow,
        "run" => GroupBy.Run,
        "type" => GroupBy.Type,
        "category" => GroupBy.Category,
        _ when word.StartsWith(Field, StringComparison.Ordinal) && word.Length > Field.Length => GroupBy.Field(word[Field.Length..]),
        _ when word.StartsWith(Time, StringComparison.Ordinal)
            && long.TryParse(word.AsSpan(Time.Length), NumberStyles.None, CultureInfo.InvariantCulture, out long ns) && ns > 0 => GroupBy.Time(ns),
        _ => throw Fault.BadParameter(Name,
            $"'{Fault.Shown(word)}' makes no group. Write flow, run, type, category, field:NAME or time:NANOSECONDS, for instance {Name}=type,field:space."),
    };
}
