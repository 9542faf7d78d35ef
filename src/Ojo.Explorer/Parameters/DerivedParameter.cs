using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Ojo.Explorer.Faults;
using Ojo.Explorer.Responses;
using Ojo.Storage.Queries;

namespace Ojo.Explorer.Parameters;

/// <summary>What to work out of a flow's packets.</summary>
internal sealed class DerivedParameter(string name, string description) : WordsParameter<DerivedKind>(name, description, Enum.GetValues<DerivedKind>().Length)
{
    private static readonly DerivedKind[] s_kinds = Enum.GetValues<DerivedKind>();

    /// <inheritdoc/>
    protected override OpenApiSchema WordSchema() => new()
    {
        Type = JsonSchemaType.String,
        Enum = [.. s_kinds.Select(static kind => (JsonNode)JsonValue.Create(SnakeCase.Of(kind)))],
    };

    /// <inheritdoc/>
    protected override DerivedKind Parse(string word)
    {
        foreach (DerivedKind kind in s_kinds)
        {
            if (string.Equals(SnakeCase.Of(kind), word, StringComparison.OrdinalIgnoreCase))
            {
                return kind;
            }
        }

        throw Fault.BadParameter(Name, $"{Name} must be of {string.Join(", ", s_kinds.Select(SnakeCase.Of))}, not '{Fault.Shown(word)}'.");
    }
}
