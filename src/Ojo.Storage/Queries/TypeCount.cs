namespace Ojo.Storage.Queries;

/// <summary>How many events there are of one type.</summary>
/// <param name="TypeKey">The type's number in the store.</param>
/// <param name="EventType">The id in the record.</param>
/// <param name="Name">The wire name; a type that no schema names is called by its id, <c>0x0000ABCD</c>.</param>
/// <param name="Category">Its category; empty where unknown.</param>
/// <param name="Count">How many.</param>
public sealed record TypeCount(int TypeKey, ulong EventType, string Name, string Category, long Count);
