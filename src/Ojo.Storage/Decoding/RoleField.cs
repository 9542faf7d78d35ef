using Ojo.Catalogue;

namespace Ojo.Storage.Decoding;

/// <summary>A field that means something by its event's role and its own part in it.</summary>
/// <param name="Number">The field's number in its type.</param>
/// <param name="Field">The field.</param>
/// <param name="Use">What is made of it.</param>
/// <param name="Scale">What its values are multiplied with: times become microseconds.</param>
internal readonly record struct RoleField(int Number, FieldDescriptor Field, RoleUse Use, double Scale)
{
    /// <summary>The fields that a flow's summary reads: of several for one use, the first.</summary>
    public static RoleField[] Of(EventDescriptor? type)
    {
        if (type is null)
        {
            return [];
        }

        var found = new List<RoleField>();
        for (int n = 0; n < type.Fields.Count; n++)
        {
            FieldDescriptor field = type.Fields[n];
            if (FieldDecoder.IsNumeric(field) && UseOf(type, field.Part) is RoleUse use && !found.Exists(other => other.Use == use))
            {
                found.Add(new RoleField(n, field, use, use is RoleUse.LatestRtt or RoleUse.MinRtt ? Microseconds(field) : 1));
            }
        }

        return [.. found];
    }

    /// <summary>The type's field of a part, if it is a number.</summary>
    public static FieldDescriptor? Find(EventDescriptor type, FieldPart part) =>
        type.Fields.FirstOrDefault(field => field.Part == part && FieldDecoder.IsNumeric(field));

    /// <summary>
    /// Whether events of this type are counted for their role. A retransmission may be told by two events, of which the
    /// second only gives the new number as a value: that is one retransmission.
    /// </summary>
    public static bool Counts(EventDescriptor type) =>
        type.Role != EventRole.PacketRetransmitted || Find(type, FieldPart.Value) is null || Find(type, FieldPart.PacketNumber) is not null;

    private static RoleUse? UseOf(EventDescriptor type, FieldPart part) => (type.Role, part) switch
    {
        (EventRole.PacketSent, FieldPart.Size) => RoleUse.BytesSent,
        (EventRole.PacketReceived, FieldPart.Size) => RoleUse.BytesReceived,
        (EventRole.Window, FieldPart.Value) => RoleUse.Window,
        (EventRole.BytesInFlight, FieldPart.Value) => RoleUse.BytesInFlight,
        (EventRole.Rtt, FieldPart.Latest) => RoleUse.LatestRtt,
        (EventRole.Rtt, FieldPart.Value) when Find(type, FieldPart.Latest) is null => RoleUse.LatestRtt,
        (EventRole.Rtt, FieldPart.Min) => RoleUse.MinRtt,
        _ => null,
    };

    private static double Microseconds(FieldDescriptor field) => field.Unit switch
    {
        "ns" => 0.001,
        "ms" => 1000,
        "s" => 1_000_000,
        "" when field.Type == FieldType.Duration => 0.001,
        _ => 1,
    };
}
