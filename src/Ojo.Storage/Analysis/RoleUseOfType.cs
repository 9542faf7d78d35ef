using Ojo.Catalogue;
using Ojo.Storage.Decoding;
using Ojo.Storage.Queries;

namespace Ojo.Storage.Analysis;

/// <summary>What a range's statistics make of the events of one type, by its role.</summary>
internal sealed class RoleUseOfType
{
    public RoleUseOfType(StoredEventType type)
    {
        Type = type;
        Role = type.Descriptor is EventDescriptor descriptor && RoleField.Counts(descriptor) ? descriptor.Role : EventRole.None;
        foreach (RoleField field in RoleField.Of(type.Descriptor))
        {
            switch (field.Use)
            {
                case RoleUse.BytesSent or RoleUse.BytesReceived:
                    Size = new FieldSource(type.TypeKey, field.Field);
                    break;
                case RoleUse.LatestRtt:
                    Rtt = new FieldSource(type.TypeKey, field.Field);
                    MicrosecondsPerUnit = field.Scale;
                    break;
            }
        }
    }

    public StoredEventType Type { get; }

    public EventRole Role { get; }

    /// <summary>The packet's size.</summary>
    public FieldSource? Size { get; }

    /// <summary>The round-trip time sample.</summary>
    public FieldSource? Rtt { get; }

    public double MicrosecondsPerUnit { get; }

    public int Words => Math.Max(Size?.Words ?? 1, Rtt?.Words ?? 1);

    public long Count { get; set; }
}
