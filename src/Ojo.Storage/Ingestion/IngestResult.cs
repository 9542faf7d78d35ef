namespace Ojo.Storage.Ingestion;

/// <summary>What taking in one trace file did.</summary>
/// <param name="AlreadyStored">Whether the store had the file before, so that nothing happened.</param>
/// <param name="Events">How many events the file added, meta records not counted.</param>
/// <param name="Dropped">How many events its EVENTS_DROPPED records say were lost.</param>
public readonly record struct IngestResult(bool AlreadyStored, long Events, long Dropped)
{
    /// <summary>
    /// Why a sound file was not taken in, in a sentence: it, or what the store has of its run, is a copy of a flight recorder's ring, so that the
    /// same events may be in both. Null otherwise.
    /// </summary>
    public string? Refusal { get; init; }
}
