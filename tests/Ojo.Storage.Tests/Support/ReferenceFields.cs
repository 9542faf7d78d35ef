using Ojo.Catalogue;
using Ojo.Storage.Decoding;
using Ojo.Storage.Queries;

namespace Ojo.Storage.Tests.Support;

/// <summary>Decodes the reference store's events by their declarations, a bit at a time.</summary>
internal sealed class ReferenceFields(IReadOnlyList<StoredEventType> types)
{
    private readonly Dictionary<ulong, StoredEventType> _types = types.GroupBy(type => type.EventType).ToDictionary(group => group.Key, group => group.First());

    public StoredEventType TypeOf(ReferenceEvent e) => _types[e.Type];

    public FieldDescriptor? FieldOf(ReferenceEvent e, string name) => UnnamedType.FieldsOf(TypeOf(e).Descriptor).FirstOrDefault(field => field.Name == name);

    /// <summary>The field's bits; null where the event has no such field.</summary>
    public ulong? BitsOf(ReferenceEvent e, string name)
    {
        if (FieldOf(e, name) is not FieldDescriptor field)
        {
            return null;
        }

        ulong bits = 0;
        for (int bit = 0; bit < field.BitWidth; bit++)
        {
            int at = field.BitOffset + bit;
            if (at / 64 < e.Words.Length)
            {
                bits |= ((e.Words[at / 64] >> (at % 64)) & 1) << bit;
            }
        }

        return bits;
    }

    public bool HasType(uint id) => _types.ContainsKey(id);

    /// <summary>The value's name, or its number.</summary>
    public string? NameOf(ReferenceEvent e, string name) =>
        BitsOf(e, name) is ulong bits ? FieldOf(e, name)!.Values.FirstOrDefault(value => (ulong)value.Value == bits).Name ?? $"{bits}" : null;
}
