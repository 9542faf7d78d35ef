using Ojo.Catalogue;

namespace Ojo.Storage.Queries;

/// <summary>An event type that the store knows.</summary>
/// <param name="TypeKey">Its number in this store. Two services may mean two things by one id: those are two keys.</param>
/// <param name="EventType">The id in the record.</param>
/// <param name="Descriptor">Its declaration; null where no schema names the id.</param>
/// <param name="Count">How many events the store holds of it.</param>
public sealed record StoredEventType(int TypeKey, ulong EventType, EventDescriptor? Descriptor, long Count);
