using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Ojo.Explorer.Faults;

namespace Ojo.Explorer.Parameters;

/// <summary>One of a few words, each of which stands for something.</summary>
internal sealed class ChoiceParameter<T>(string name, string description, string defaultWord, params (string Word, T Meaning)[] choices)
    : Parameter(name, description)
{
    /// <summary>What the word that was given stands for, or the default one.</summary>
    public T Read(RequestParameters request)
    {
        string text = request.Single(this) ?? defaultWord;
        foreach ((string word, T meaning) in choices)
        {
            if (string.Equals(word, text, StringComparison.OrdinalIgnoreCase))
            {
                return meaning;
            }
        }

        throw Fault.BadParameter(Name, $"{Name} must be one of {string.Join(", ", choices.Select(static c => c.Word))}, not '{Fault.Shown(text)}'.");
    }

    /// <inheritdoc/>
    public override OpenApiSchema Schema() => new()
    {
        Type = JsonSchemaType.String,
        Enum = [.. choices.Select(static c => (JsonNode)JsonValue.Create(c.Word))],
        Default = JsonValue.Create(defaultWord),
    };
}
