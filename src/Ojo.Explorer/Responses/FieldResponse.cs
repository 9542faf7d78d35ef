using Ojo.Catalogue;

namespace Ojo.Explorer.Responses;

/// <summary>One field of an event type.</summary>
/// <param name="Name">Its name in queries.</param>
/// <param name="Type">How its bits are read: bool, u8 to u64, i8 to i64, f32, f64, duration, enum, string, text, bytes, ip or uuid.</param>
/// <param name="Kind">What sort of number it is: none, identifier, count, bytes, duration, rate, state or range.</param>
/// <param name="Unit">Its unit, or an empty string.</param>
/// <param name="Part">What it is to the event's role, for instance packet_number; none if nothing.</param>
/// <param name="Description">One sentence, or an empty string.</param>
/// <param name="Offset">Where it begins, in bits from the least significant bit of the head's payload.</param>
/// <param name="Bits">How many bits it takes.</param>
/// <param name="Values">The names of an enum's values; empty for every other type.</param>
internal sealed record FieldResponse(
    string Name, string Type, string Kind, string Unit, string Part, string Description, int Offset, int Bits,
    IReadOnlyList<EnumValueResponse> Values)
{
    public static FieldResponse Of(FieldDescriptor field) => new(
        field.Name, SnakeCase.Of(field.Type), SnakeCase.Of(field.Kind), field.Unit, SnakeCase.Of(field.Part), field.Description,
        field.BitOffset, field.BitWidth, [.. field.Values.Select(static v => new EnumValueResponse(v.Name, new(v.Value)))]);
}
