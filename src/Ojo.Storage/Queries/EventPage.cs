namespace Ojo.Storage.Queries;

/// <summary>A page of events.</summary>
/// <param name="Events">The page.</param>
/// <param name="NextCursor">Names the next page; null on the last.</param>
public sealed record EventPage(IReadOnlyList<EventRow> Events, string? NextCursor)
{
    /// <summary>
    /// How far the list has been looked through, where the query's time was up before the page was full or the list at its end:
    /// <see cref="NextCursor"/> goes on from there. Null where the page is whole.
    /// </summary>
    public ListStop? Stopped { get; init; }

    /// <summary>The files of the store that could not be read: what they hold is not in here. Empty where nothing is missing.</summary>
    public IReadOnlyList<MissingPart> Missing { get; init; } = [];
}
