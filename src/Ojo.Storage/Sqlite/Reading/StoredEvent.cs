namespace Ojo.Storage.Sqlite.Reading;

/// <summary>An event's row, with its time worked out.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Place">Decides between events of one flow and one time: the order in which they arrived.</param>
/// <param name="Flow">Its flow's row.</param>
/// <param name="Ns">Its time.</param>
/// <param name="Key">What stands for its type.</param>
/// <param name="Payload">Its first word.</param>
internal readonly record struct StoredEvent(long Id, long Place, long Flow, long Ns, int Key, ulong Payload);
