using Ojo.Catalogue;
using Ojo.Storage.Decoding;
using Ojo.Storage.Queries;

namespace Ojo.Storage.Analysis;

/// <summary>The event types of a store, for whoever looks them up by name, field or role.</summary>
internal sealed class TypeList(IReadOnlyList<StoredEventType> types)
{
    public IReadOnlyList<StoredEventType> All => types;

    public static string NameOf(StoredEventType type) => type.Descriptor?.Name ?? $"0x{type.EventType:X8}";

    public static IReadOnlyList<FieldDescriptor> FieldsOf(StoredEventType type) => UnnamedType.FieldsOf(type.Descriptor);

    public static TypeCount Count(StoredEventType type, long count) =>
        new(type.TypeKey, type.EventType, NameOf(type), type.Descriptor?.Category ?? "", count);

    /// <summary>The types of these names or ids; all where there are no names.</summary>
    /// <exception cref="StoreQueryException">No type has one of the names.</exception>
    public IReadOnlyList<StoredEventType> Find(IReadOnlyList<string> names) =>
        names.Count == 0 ? types : [.. names.SelectMany(Find).Distinct()];

    /// <summary>The numeric fields that a question means by <c>field</c> or <c>TYPE.field</c>, among some types.</summary>
    /// <exception cref="StoreQueryException">There is no such type, or none of the types has such a field.</exception>
    public IReadOnlyList<FieldSource> FindNumbers(IReadOnlyList<StoredEventType> among, string text)
    {
        (IReadOnlyList<StoredEventType> owners, string name) = Owners(among, text);
        List<FieldSource> found = [];
        foreach (StoredEventType type in owners)
        {
            if (FieldsOf(type).FirstOrDefault(field => IsCalled(field, name)) is FieldDescriptor field && FieldDecoder.IsNumeric(field))
            {
                found.Add(new FieldSource(type.TypeKey, field));
            }
        }

        return found.Count > 0 ? found : throw NoField(owners, text, " that is a number");
    }

    /// <summary>The fields, of whatever kind, that a question means by <c>field</c> or <c>TYPE.field</c>, among some types.</summary>
    /// <exception cref="StoreQueryException">There is no such type, or none of the types has such a field.</exception>
    public IReadOnlyList<(StoredEventType Type, FieldDescriptor Field)> FindFields(IReadOnlyList<StoredEventType> among, string text)
    {
        (IReadOnlyList<StoredEventType> owners, string name) = Owners(among, text);
        List<(StoredEventType, FieldDescriptor)> found = [];
        foreach (StoredEventType type in owners)
        {
            if (FieldsOf(type).FirstOrDefault(field => IsCalled(field, name)) is FieldDescriptor field)
            {
                found.Add((type, field));
            }
        }

        return found.Count > 0 ? found : throw NoField(owners, text, "");
    }

    private static bool IsCalled(FieldDescriptor field, string name) => string.Equals(field.Name, name, StringComparison.OrdinalIgnoreCase);

    private static StoreQueryException NoField(IReadOnlyList<StoredEventType> owners, string text, string kind) => owners.Count == 1
        ? new StoreQueryException($"{NameOf(owners[0])} has no field “{text[(text.LastIndexOf('.') + 1)..]}”{kind}.")
        : new StoreQueryException($"None of the event types asked for has a field called “{text}”{kind}.");

    private (IReadOnlyList<StoredEventType> Owners, string Field) Owners(IReadOnlyList<StoredEventType> among, string text)
    {
        int dot = text.LastIndexOf('.');
        return dot < 0
            ? (among, text)
            : ([.. Find(text[..dot]).Where(among.Contains)], text[(dot + 1)..]);
    }

    private IReadOnlyList<StoredEventType> Find(string nameOrId)
    {
        List<StoredEventType> found = [.. types.Where(type => string.Equals(NameOf(type), nameOrId, StringComparison.OrdinalIgnoreCase))];
        if (found.Count == 0 && NumberText.TryParse(nameOrId, out ulong id))
        {
            return [.. types.Where(type => type.EventType == id)];
        }

        return found.Count > 0
            ? found
            : throw new StoreQueryException($"No event type is called “{nameOrId}”. Give a wire name such as PACKET_SENT, or an id such as 0x00000002.");
    }
}
