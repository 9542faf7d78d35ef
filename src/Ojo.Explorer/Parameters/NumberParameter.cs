using System.Globalization;
using Microsoft.OpenApi;
using Ojo.Explorer.Faults;

namespace Ojo.Explorer.Parameters;

/// <summary>A whole number within limits.</summary>
internal sealed class NumberParameter(string name, string description, long min, long max, long? defaultValue = null) : Parameter(name, description)
{
    /// <summary>The largest that may be given.</summary>
    public long Most => max;

    /// <summary>What was given, or the default.</summary>
    public long? Read(RequestParameters request)
    {
        if (request.Single(this) is not { } text)
        {
            return defaultValue;
        }

        if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value) || value < min || value > max)
        {
            throw Fault.BadParameter(Name, $"{Name} must be {Range()}, not '{Fault.Shown(text)}'.");
        }

        return value;
    }

    /// <inheritdoc/>
    public override OpenApiSchema Schema() => new()
    {
        Type = JsonSchemaType.Integer,
        Format = max > int.MaxValue ? "int64" : "int32",
        Minimum = min == long.MinValue ? null : min.ToString(CultureInfo.InvariantCulture),
        Maximum = max == long.MaxValue ? null : max.ToString(CultureInfo.InvariantCulture),
        Default = defaultValue,
    };

    private string Range() => (min, max) switch
    {
        (long.MinValue, long.MaxValue) => "a whole number",
        (_, long.MaxValue) => string.Create(CultureInfo.InvariantCulture, $"a whole number of at least {min}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"a whole number from {min} to {max}"),
    };
}
