using System.Globalization;
using Ojo.Catalogue;

namespace Ojo.Cli.Schema;

/// <summary>What decides how an event's bits are read, as text: its name, and its fields with their places.</summary>
internal static class EventText
{
    public static string Of(EventDescriptor one) => $"{one.Name} {FieldsOf(one)}";

    public static string FieldsOf(EventDescriptor one) => string.Join(' ', one.Fields.Select(Of));

    public static string IdOf(EventDescriptor one) => string.Create(CultureInfo.InvariantCulture, $"0x{one.Id:X8}");

    private static string Of(FieldDescriptor field)
    {
        string values = field.Values.Count == 0 ? "" : $"{{{string.Join(',', field.Values.Select(static value => string.Create(CultureInfo.InvariantCulture, $"{value.Name}={value.Value}")))}}}";
        string unit = field.Unit.Length == 0 ? "" : $"[{field.Unit}]";
        return string.Create(CultureInfo.InvariantCulture, $"{field.Name}:{field.Type.ToString().ToLowerInvariant()}@{field.BitOffset}+{field.BitWidth}{unit}{values}");
    }
}
