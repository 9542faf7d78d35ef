using System.Globalization;
using Microsoft.OpenApi;
using Ojo.Explorer.Faults;
using Ojo.Storage.Queries;

namespace Ojo.Explorer.Parameters;

/// <summary>What makes a group.</summary>
internal sealed class GroupByParameter(string name, string description) : WordsParameter<GroupBy>(name, description, 3)
{
    /// <summary>Stretches of time whose length is still to be worked out of the range.</summary>
    public static readonly GroupBy PartsOfRange = GroupBy.Time(1);

    private const string Field = "field:";
    private const string Time = "time:";

    /// <inheritdoc/>
    protected override OpenApiSchema WordSchema() => new()
    {
        Type = JsonSchemaType.String,
        Pattern = "^(flow|run|type|category|field:.+|time|time:[0-9]+)$",
    };

    /// <inheritdoc/>
    protected override GroupBy Parse(string word) => word switch
    {
        "flow" => GroupBy.Flow,
        "run" => GroupBy.Run,
        "type" => GroupBy.Type,
        "category" => GroupBy.Category,
        "time" => PartsOfRange,
        _ when word.StartsWith(Field, StringComparison.Ordinal) && word.Length > Field.Length => GroupBy.Field(word[Field.Length..]),
        _ when word.StartsWith(Time, StringComparison.Ordinal)
            && long.TryParse(word.AsSpan(Time.Length), NumberStyles.None, CultureInfo.InvariantCulture, out long ns) && ns > 0 => GroupBy.Time(ns),
        _ => throw Fault.BadParameter(Name,
            $"'{Fault.Shown(word)}' makes no group. Write flow, run, type, category, field:NAME, time or time:NANOSECONDS, for instance {Name}=type,field:space."),
    };
}
