using Ojo.Catalogue;
using Ojo.Interop.Exporting;

namespace Ojo.Interop.Timeline;

/// <summary>A field whose values are a number over time.</summary>
/// <param name="Field">The field.</param>
/// <param name="Name">What its line is called.</param>
internal sealed record TimelineCounter(ExportedField Field, string Name)
{
    /// <summary>What its values are.</summary>
    public TimelineUnit Unit { get; } = UnitOf(Field.Field);

    /// <summary>How many of its unit a value is: a thousand nanoseconds a microsecond.</summary>
    public long Multiplier { get; } = UnitOf(Field.Field) != TimelineUnit.Nanoseconds ? 1 : NsPer(Field.Field.Unit);

    /// <summary>The unit as it was declared; counters of one unit share an axis.</summary>
    public string UnitName { get; } = Field.Field.Unit.Length > 0 ? Field.Field.Unit : Field.Field.Type == FieldType.Duration ? "ns" : "";

    /// <summary>Whether a field of an event of this role is a number over time.</summary>
    public static bool IsOne(EventDescriptor type, FieldDescriptor field) =>
        field.Type is not (FieldType.Bool or FieldType.Enum or FieldType.Char or FieldType.String or FieldType.Timestamp or FieldType.Text or FieldType.Bytes or FieldType.Ip or FieldType.Uuid)
        && field.BitWidth is >= 1 and <= 64
        && (type.Role switch
        {
            EventRole.Window or EventRole.SlowStartThreshold or EventRole.BytesInFlight or EventRole.Rtt or EventRole.PacingRate or EventRole.ConnectionLimit or EventRole.StreamLimit =>
                field.Part is FieldPart.Value or FieldPart.Latest or FieldPart.Smoothed or FieldPart.Min or FieldPart.Variance,
            EventRole.None => type.Chart is ChartHint.Step or ChartHint.Line && field.Kind is not (FieldKind.Identifier or FieldKind.State),
            _ => false,
        });

    private static TimelineUnit UnitOf(FieldDescriptor field) => field switch
    {
        { Unit: "ns" or "us" or "µs" or "ms" or "s" } => TimelineUnit.Nanoseconds,
        { Unit: "", Type: FieldType.Duration } => TimelineUnit.Nanoseconds,
        { Unit: "bytes" or "byte" or "B" } => TimelineUnit.Bytes,
        { Unit: "", Kind: FieldKind.Bytes } => TimelineUnit.Bytes,
        { Unit: "" } => TimelineUnit.Count,
        _ => TimelineUnit.Named,
    };

    private static long NsPer(string unit) => unit switch
    {
        "us" or "µs" => 1_000,
        "ms" => 1_000_000,
        "s" => 1_000_000_000,
        _ => 1,
    };
}
