using Ojo.Catalogue;
using Ojo.Storage.Decoding;

namespace Ojo.Storage.Sqlite.Reading;

/// <summary>A field that a flow's summary reads, by its event's role and its own part in it.</summary>
/// <param name="Field">The field.</param>
/// <param name="Use">What is made of it.</param>
/// <param name="Scale">What its values are multiplied with: times become microseconds.</param>
internal readonly record struct RoleField(FieldDescriptor Field, RoleUse Use, double Scale)
{
    public static RoleField[] Of(EventDescriptor? type)
    {
        if (type is null)
        {
            return [];
        }

        var found = new List<RoleField>();
        foreach (FieldDescriptor field in type.Fields)
        {
            if (FieldDecoder.IsNumeric(field) && UseOf(type.Role, field.Part) is RoleUse use)
            {
                found.Add(new RoleField(field, use, use is RoleUse.LatestRtt or RoleUse.MinRtt ? Microseconds(field) : 1));
            }
        }

        return [.. found];
    }

    /// <summary>
    /// Whether events of this type are counted for their role. A retransmission may be told by two events, of which the
    /// second only gives the new number as a value: that is one retransmission.
    /// </summary>
    public static bool Counts(EventDescriptor type) =>
        type.Role != EventRole.PacketRetransmitted ||
        !type.Fields.Any(field => field.Part == FieldPart.Value) ||
        type.Fields.Any(field => field.Part == FieldPart.PacketNumber);

    private static RoleUse? UseOf(EventRole role, FieldPart part) => (role, part) switch
    {
        (EventRole.PacketSent, FieldPart.Size) => RoleUse.BytesSent,
        (EventRole.PacketReceived, FieldPart.Size) => RoleUse.BytesReceived,
        (EventRole.Window, FieldPart.Value) => RoleUse.Window,
        (EventRole.BytesInFlight, FieldPart.Value) => RoleUse.BytesInFlight,
        (EventRole.Rtt, FieldPart.Latest or FieldPart.Value) => RoleUse.LatestRtt,
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
