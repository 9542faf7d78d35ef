using System.Text;
using Ojo.Catalogue;
using Ojo.Interop.Exporting;
using Ojo.Storage.Decoding;
using Ojo.Storage.Queries;

namespace Ojo.Interop.Timeline;

/// <summary>An event type, and what its events are on a timeline.</summary>
internal sealed class TimelineType
{
    /// <param name="type">The type.</param>
    /// <param name="number">Its number among those of the file, from 0.</param>
    /// <param name="isShared">Whether a counter of this name would not be the only one.</param>
    public TimelineType(StoredEventType type, int number, Func<string, bool> isShared)
    {
        (Number, TypeKey) = (number, type.TypeKey);
        ExportedType exported = new(type);
        (Name, Fields) = (Encoding.UTF8.GetString(exported.Name), exported.Fields ?? []);
        HasFields = exported.Fields is not null;
        Category = type.Descriptor?.Category ?? "";
        if (type.Descriptor is not { } descriptor)
        {
            return;
        }

        Role = descriptor.Role;
        Counters = [.. Fields.Where(field => TimelineCounter.IsOne(descriptor, field.Field))
            .Select(field => new TimelineCounter(field, isShared(field.Field.Name) ? $"{Name.ToLowerInvariant()}.{field.Field.Name}" : field.Field.Name))];
        PacketNumber = RoleField.Find(descriptor, FieldPart.PacketNumber);
        Space = RoleField.Find(descriptor, FieldPart.Space);
        StreamId = RoleField.Find(descriptor, FieldPart.StreamId);
        Reason = Fields.FirstOrDefault(static field => field.Field.Part == FieldPart.Reason && FieldDecoder.IsNumeric(field.Field));
        State = Role == EventRole.State ? Fields.FirstOrDefault(static field => field.Field.Part == FieldPart.Value) : null;
    }

    /// <summary>Its number among those of the file, from 0.</summary>
    public int Number { get; }

    /// <summary>Its number in the store.</summary>
    public int TypeKey { get; }

    /// <summary>Its wire name; its id where no schema names it.</summary>
    public string Name { get; }

    /// <summary>The group that it is listed with.</summary>
    public string Category { get; }

    /// <summary>What it is to a protocol engineer.</summary>
    public EventRole Role { get; }

    /// <summary>Its fields.</summary>
    public ExportedField[] Fields { get; }

    /// <summary>Whether a schema says what fields it has.</summary>
    public bool HasFields { get; }

    /// <summary>Those of its fields that are numbers over time.</summary>
    public TimelineCounter[] Counters { get; } = [];

    /// <summary>Whether its counters say all that its events do.</summary>
    public bool IsCounter => Counters.Length > 0 && Counters.Length == Fields.Length;

    /// <summary>The number of the packet that it is about.</summary>
    public FieldDescriptor? PacketNumber { get; }

    /// <summary>The packet number's space.</summary>
    public FieldDescriptor? Space { get; }

    /// <summary>The stream that it is about.</summary>
    public FieldDescriptor? StreamId { get; }

    /// <summary>Why it happened.</summary>
    public ExportedField? Reason { get; }

    /// <summary>The state that it says was reached.</summary>
    public ExportedField? State { get; }

    /// <summary>Whether its events are parts of a packet's life.</summary>
    public bool IsPacket => PacketNumber is not null
        && Role is EventRole.PacketCreated or EventRole.PacketSent or EventRole.PacketReceived or EventRole.PacketAcked or EventRole.PacketLost or EventRole.PacketRetransmitted;

    /// <summary>All types of which there may be events.</summary>
    public static TimelineType[] Of(ExportSource source)
    {
        StoredEventType[] types = [.. source.Types.Values.Where(static type => type.Count > 0).OrderBy(static type => type.TypeKey)];
        HashSet<string> shared = [.. types.SelectMany(static type => type.Descriptor is { } known ? known.Fields.Where(field => TimelineCounter.IsOne(known, field)) : [])
            .GroupBy(static field => field.Name).Where(static group => group.Count() > 1).Select(static group => group.Key)];
        return [.. types.Select((type, number) => new TimelineType(type, number, name => name is "value" or "state" || shared.Contains(name)))];
    }
}
