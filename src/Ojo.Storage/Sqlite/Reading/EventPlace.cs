namespace Ojo.Storage.Sqlite.Reading;

/// <summary>Where in a run's list of events a page ends. Merging blocks gives events other ids and leaves this as it is.</summary>
/// <param name="Ns">The last event's time.</param>
/// <param name="FlowId">Its flow's id: events of one time are listed flow by flow.</param>
/// <param name="Count">How many events of this time and flow have been listed.</param>
internal readonly record struct EventPlace(long Ns, ulong FlowId, long Count);
