using System.Globalization;
using Microsoft.OpenApi;
using Ojo.Explorer.Faults;

namespace Ojo.Explorer.Parameters;

/// <summary>A number, whole or not, that is finite.</summary>
internal sealed class RealParameter(string name, string description) : Parameter(name, description)
{
    /// <summary>What was given, or null.</summary>
    public double? Read(RequestParameters request) =>
        request.Single(this) is not { } text ? null
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value) ? value
        : throw Fault.BadParameter(Name, $"{Name} must be a number, for instance 12.5, not '{Fault.Shown(text)}'.");

    /// <inheritdoc/>
    public override OpenApiSchema Schema() => new() { Type = JsonSchemaType.Number };
}
