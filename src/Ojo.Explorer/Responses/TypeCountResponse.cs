using Ojo.Storage.Queries;

namespace Ojo.Explorer.Responses;

/// <summary>How many events there are of one type.</summary>
/// <param name="TypeKey">The type's number in this store: two services may mean two things by one id.</param>
/// <param name="EventType">The id in the record; a string beyond 2⁵³.</param>
/// <param name="Name">The wire name; a type that no schema names is called by its id, <c>0x0000ABCD</c>.</param>
/// <param name="Category">Its category; empty where unknown.</param>
/// <param name="Count">How many.</param>
internal sealed record TypeCountResponse(int TypeKey, ExactInteger EventType, string Name, string Category, long Count)
{
    public static IReadOnlyList<TypeCountResponse> Of(IReadOnlyList<TypeCount> types) =>
        [.. types.Select(static t => new TypeCountResponse(t.TypeKey, new(t.EventType), t.Name, t.Category, t.Count))];
}
