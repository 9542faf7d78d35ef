namespace Ojo.Explorer.Responses;

/// <summary>The catalogue.</summary>
/// <param name="EventTypes">Every event type that the store knows, those without events too.</param>
internal sealed record EventTypesResponse(IReadOnlyList<EventTypeResponse> EventTypes);
