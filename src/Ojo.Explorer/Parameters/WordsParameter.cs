using System.Globalization;
using Microsoft.OpenApi;
using Ojo.Explorer.Faults;

namespace Ojo.Explorer.Parameters;

/// <summary>Words that each stand for something: the parameter may be given several times, and each time with several words between commas.</summary>
internal abstract class WordsParameter<T>(string name, string description, int maxCount) : Parameter(name, description)
{
    /// <inheritdoc/>
    public override bool Repeatable => true;

    /// <summary>What the words stand for, in the order in which they were given.</summary>
    public IReadOnlyList<T> Read(RequestParameters request)
    {
        List<T> meanings = [];
        foreach (string? value in request.All(this))
        {
            meanings.AddRange((value ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Parse));
        }

        if (meanings.Count > maxCount)
        {
            throw Fault.BadParameter(Name, string.Create(CultureInfo.InvariantCulture, $"{Name} may name at most {maxCount}; there are {meanings.Count}."));
        }

        return Required && meanings.Count == 0 ? throw Fault.BadParameter(Name, $"{Name} must be given at least once. {Description}") : meanings;
    }

    /// <inheritdoc/>
    public override OpenApiSchema Schema() => new()
    {
        Type = JsonSchemaType.Array,
        Items = WordSchema(),
        MaxItems = maxCount,
        MinItems = Required ? 1 : null,
    };

    /// <summary>What a word looks like.</summary>
    protected abstract OpenApiSchema WordSchema();

    /// <exception cref="RequestFaultException">The word stands for nothing.</exception>
    protected abstract T Parse(string word);
}
