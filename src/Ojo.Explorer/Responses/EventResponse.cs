using System.Globalization;
using Ojo.Storage.Queries;

namespace Ojo.Explorer.Responses;

/// <summary>An event.</summary>
/// <param name="Id">Its number in this store, as a string.</param>
/// <param name="Flow">The flow that it belongs to.</param>
/// <param name="TNs">When, in nanoseconds since the run's start.</param>
/// <param name="TypeKey">Its type's number in this store.</param>
/// <param name="EventType">Its type's id; a string beyond 2⁵³.</param>
/// <param name="Name">Its type's wire name; a type that no schema names is called by its id, <c>0x0000ABCD</c>.</param>
/// <param name="Payload">The first 64 bits of its fields as an unsigned number, as a string.</param>
/// <param name="Fields">Its fields by name, in the order of their declaration; empty where no schema names the type.</param>
internal sealed record EventResponse(
    string Id, string Flow, long TNs, int TypeKey, ExactInteger EventType, string Name, string Payload, EventFields Fields)
{
    public static EventResponse Of(EventRow row, StoredEventType? type) => new(
        row.Id.ToString(CultureInfo.InvariantCulture), row.Flow.ToString(), row.TNs, row.TypeKey, new(row.EventType), row.Name,
        row.Payload.ToString(CultureInfo.InvariantCulture), new EventFields(row.Fields, type?.Descriptor));
}
