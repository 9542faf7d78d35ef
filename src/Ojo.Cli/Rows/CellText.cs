using System.Globalization;
using Ojo.Storage.Queries;

namespace Ojo.Cli.Rows;

/// <summary>A cell as text.</summary>
internal static class CellText
{
    public static string Of(object? cell) => cell switch
    {
        null => "",
        string text => text,
        bool truth => truth ? "true" : "false",
        byte[] bytes => Convert.ToHexStringLower(bytes),
        IReadOnlyList<FieldValue> fields => string.Join(' ', fields.Select(static field => $"{field.Name}={Of(field.Value)}")),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => cell.ToString() ?? "",
    };

    public static bool IsNumber(object? cell) => cell is long or ulong or int or double;
}
