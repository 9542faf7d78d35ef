namespace Ojo.Storage.Queries;

/// <summary>What became of a statement.</summary>
/// <param name="Rows">How many rows were shown.</param>
/// <param name="Bytes">How many bytes their values had, as <see cref="SqlLimits.Bytes"/> counts them.</param>
/// <param name="Elapsed">How long it took, what the sink took included.</param>
/// <param name="Stopped">What ended it early; then there may be more rows, and sums and counts may lack some.</param>
/// <param name="Kinds">The kinds of the values shown, by column.</param>
public sealed record SqlResult(long Rows, long Bytes, TimeSpan Elapsed, SqlLimit Stopped, IReadOnlyList<SqlKinds> Kinds)
{
    /// <summary>The files of the store that could not be read: the answer lacks what they hold.</summary>
    public IReadOnlyList<MissingPart> Missing { get; init; } = [];
}
