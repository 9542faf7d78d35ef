using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Ojo.Explorer.Faults;

namespace Ojo.Explorer.Sql;

/// <summary>Reads the values of a statement's parameters from JSON.</summary>
internal static class SqlParameterValues
{
    private const string Name = "parameters";

    public static (IReadOnlyList<object?> Positional, IReadOnlyDictionary<string, object?> Named) Read(JsonElement? parameters)
    {
        Dictionary<string, object?> named = new(StringComparer.Ordinal);
        switch (parameters?.ValueKind)
        {
            case null or JsonValueKind.Null:
                return ([], named);
            case JsonValueKind.Array:
                return ([.. parameters.Value.EnumerateArray().Select(ValueOf)], named);
            case JsonValueKind.Object:
                foreach (JsonProperty parameter in parameters.Value.EnumerateObject())
                {
                    named[parameter.Name.TrimStart('@', ':', '$')] = ValueOf(parameter.Value);
                }

                return ([], named);
            default:
                throw Fault.BadParameter(Name, "parameters is an array of the values of ?, or an object of those of @name.");
        }
    }

    private static object? ValueOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number when value.TryGetInt64(out long whole) => whole,
        JsonValueKind.Number when value.TryGetUInt64(out ulong large) => large,
        JsonValueKind.Number => value.GetDouble(),
        JsonValueKind.Object when value.EnumerateObject().Count() == 1 => Tagged(value.EnumerateObject().First()),
        _ => throw NoValue(),
    };

    private static object Tagged(JsonProperty tagged)
    {
        string? text = tagged.Value.ValueKind == JsonValueKind.String ? tagged.Value.GetString() : null;
        switch (tagged.Name)
        {
            case "integer" when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long whole):
                return whole;
            case "integer" when ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong large):
                return large;
            case "blob" when text is not null:
                byte[] bytes = new byte[text.Length / 2];
                return Convert.FromHexString(text, bytes, out int read, out _) == OperationStatus.Done && read == text.Length ? bytes : throw NoValue();
            default:
                throw NoValue();
        }
    }

    private static RequestFaultException NoValue() => Fault.BadParameter(
        Name, "A parameter's value is null, true, false, a number, a string, {\"blob\":\"hexadecimal digits\"}, or {\"integer\":\"digits\"} for what no JSON number holds exactly.");
}
