namespace Ojo.Storage.Queries;

/// <summary>An event in a list.</summary>
/// <param name="Id">Its number in the store.</param>
/// <param name="Flow">The flow that it belongs to.</param>
/// <param name="TNs">When, in nanoseconds since the run's start.</param>
/// <param name="TypeKey">Its type's number in the store.</param>
/// <param name="EventType">Its type's id.</param>
/// <param name="Name">Its type's wire name.</param>
/// <param name="Payload">The first 64 bits of its fields.</param>
/// <param name="Fields">Its fields' values; empty where no schema names the type.</param>
public sealed record EventRow(
    long Id, FlowKey Flow, long TNs, int TypeKey, ulong EventType, string Name, ulong Payload, IReadOnlyList<FieldValue> Fields);
