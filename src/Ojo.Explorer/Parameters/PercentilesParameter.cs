using System.Globalization;
using Microsoft.OpenApi;
using Ojo.Explorer.Faults;

namespace Ojo.Explorer.Parameters;

/// <summary>Percentiles.</summary>
internal sealed class PercentilesParameter(string name, string description) : WordsParameter<double>(name, description, 16)
{
    /// <inheritdoc/>
    protected override OpenApiSchema WordSchema() => new() { Type = JsonSchemaType.Number, Minimum = "0", Maximum = "100" };

    /// <inheritdoc/>
    protected override double Parse(string word) =>
        double.TryParse(word, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double value) && value is >= 0 and <= 100
            ? value
            : throw Fault.BadParameter(Name, $"{Name} must be a number from 0 to 100, not '{Fault.Shown(word)}'; 50 is the median.");
}
