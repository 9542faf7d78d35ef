using System.Globalization;
using Microsoft.OpenApi;
using Ojo.Explorer.Faults;

namespace Ojo.Explorer.Parameters;

/// <summary>Text of a limited length.</summary>
internal sealed class TextParameter(string name, string description, int maxLength) : Parameter(name, description)
{
    /// <summary>What was given; null where nothing, or nothing but an empty text.</summary>
    public string? Read(RequestParameters request)
    {
        string? text = request.Single(this);
        if (text?.Length > maxLength)
        {
            throw Fault.BadParameter(Name, string.Create(CultureInfo.InvariantCulture, $"{Name} may have at most {maxLength} characters."));
        }

        if (Required && string.IsNullOrEmpty(text))
        {
            throw Fault.BadParameter(Name, $"{Name} must be given. {Description}");
        }

        return string.IsNullOrEmpty(text) ? null : text;
    }

    /// <inheritdoc/>
    public override OpenApiSchema Schema() => new() { Type = JsonSchemaType.String, MaxLength = maxLength };
}
