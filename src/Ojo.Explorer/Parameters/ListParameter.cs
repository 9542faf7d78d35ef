using System.Globalization;
using Microsoft.OpenApi;
using Ojo.Explorer.Faults;

namespace Ojo.Explorer.Parameters;

/// <summary>Words: the parameter may be given several times, and each time with several words between commas.</summary>
internal sealed class ListParameter(string name, string description, int maxCount) : Parameter(name, description)
{
    /// <inheritdoc/>
    public override bool Repeatable => true;

    /// <summary>The words in the order in which they were given.</summary>
    public IReadOnlyList<string> Read(RequestParameters request)
    {
        List<string> words = [];
        foreach (string? value in request.All(this))
        {
            words.AddRange((value ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        }

        if (words.Count > maxCount)
        {
            throw Fault.BadParameter(Name, string.Create(CultureInfo.InvariantCulture, $"{Name} may name at most {maxCount}; there are {words.Count}."));
        }

        if (Required && words.Count == 0)
        {
            throw Fault.BadParameter(Name, $"{Name} must be given at least once. {Description}");
        }

        return words;
    }

    /// <inheritdoc/>
    public override OpenApiSchema Schema() => new()
    {
        Type = JsonSchemaType.Array,
        Items = new OpenApiSchema { Type = JsonSchemaType.String },
        MaxItems = maxCount,
        MinItems = Required ? 1 : null,
    };
}
