namespace Ojo.Storage.Sqlite.Reading;

/// <summary>What waits for its time in a merge. What may hold events of a time comes before the events of that time.</summary>
internal enum MergeKind
{
    Stretch,
    Block,
    Event,
}
