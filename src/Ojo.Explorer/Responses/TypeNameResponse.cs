using Ojo.Storage.Queries;

namespace Ojo.Explorer.Responses;

/// <summary>An event type by name.</summary>
/// <param name="TypeKey">Its number in this store.</param>
/// <param name="EventType">The id in the record; a string beyond 2⁵³.</param>
/// <param name="Name">The wire name; a type that no schema names is called by its id, <c>0x0000ABCD</c>.</param>
/// <param name="Category">Its category; empty where unknown.</param>
internal sealed record TypeNameResponse(int TypeKey, ExactInteger EventType, string Name, string Category)
{
    public static TypeNameResponse Of(StoredEventType type) =>
        new(type.TypeKey, new(type.EventType), EventTypeResponse.NameOf(type), type.Descriptor?.Category ?? "");
}
