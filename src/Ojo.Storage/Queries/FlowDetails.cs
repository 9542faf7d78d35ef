namespace Ojo.Storage.Queries;

/// <summary>A flow by itself.</summary>
/// <param name="Row">What a list says of it.</param>
/// <param name="Run">Its run.</param>
/// <param name="Types">How many events it has of each type, most frequent first.</param>
/// <param name="Summary">What its events of known roles add up to.</param>
public sealed record FlowDetails(FlowRow Row, StoredRun Run, IReadOnlyList<TypeCount> Types, FlowSummary Summary)
{
    /// <summary>The files of the store that could not be read: what they hold is not in here. Empty where nothing is missing.</summary>
    public IReadOnlyList<MissingPart> Missing { get; init; } = [];
}
