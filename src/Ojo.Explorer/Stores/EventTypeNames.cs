using System.Globalization;
using Ojo.Explorer.Faults;
using Ojo.Explorer.Responses;
using Ojo.Storage.Queries;

namespace Ojo.Explorer.Stores;

/// <summary>The event types of a store by name and key: what a request may ask for.</summary>
internal sealed class EventTypeNames
{
    private readonly Dictionary<int, StoredEventType> _byKey;
    private readonly ILookup<string, StoredEventType> _byName;

    public EventTypeNames(IReadOnlyList<StoredEventType> types)
    {
        All = types;
        _byKey = types.ToDictionary(static t => t.TypeKey);
        _byName = types.ToLookup(EventTypeResponse.NameOf, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Every type.</summary>
    public IReadOnlyList<StoredEventType> All { get; }

    /// <summary>The type of a key; null where the store got it after the names were read.</summary>
    public StoredEventType? Find(int typeKey) => _byKey.GetValueOrDefault(typeKey);

    /// <summary>The types that a word names. An id, decimal or 0x…, may name none: its events may be yet to come.</summary>
    /// <exception cref="RequestFaultException">The word is neither a name of the store nor an id.</exception>
    public IReadOnlyList<StoredEventType> Resolve(string parameter, string word)
    {
        if (_byName.Contains(word))
        {
            return [.. _byName[word]];
        }

        return TryParseId(word, out ulong id)
            ? [.. All.Where(t => t.EventType == id)]
            : throw Fault.UnknownEventType(parameter, word, All.Select(EventTypeResponse.NameOf));
    }

    /// <summary>Refuses a field that none of the types has; by no types all are meant.</summary>
    /// <exception cref="RequestFaultException">None has it.</exception>
    public static void CheckField(string parameter, string field, IReadOnlyList<StoredEventType> types, string owner)
    {
        HashSet<string> known = new(types.SelectMany(FieldsOf), StringComparer.OrdinalIgnoreCase);
        if (!known.Contains(field))
        {
            throw Fault.UnknownField(parameter, field, owner, known);
        }
    }

    // What no schema names has a payload all the same.
    private static IEnumerable<string> FieldsOf(StoredEventType type) => type.Descriptor?.Fields.Select(static f => f.Name) ?? ["payload"];

    private static bool TryParseId(string word, out ulong id) =>
        word.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
            ? ulong.TryParse(word.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out id)
            : ulong.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out id);
}
