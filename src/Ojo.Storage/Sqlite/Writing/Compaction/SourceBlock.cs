using Ojo.Storage.Sqlite.Reading;

namespace Ojo.Storage.Sqlite.Writing.Compaction;

/// <summary>A block that a merge meets.</summary>
/// <param name="Block">Its row.</param>
/// <param name="File">Its file, or the negative of the merge that wrote it.</param>
/// <param name="Checksum">Its checksum; null where it has none.</param>
/// <param name="Slice">The first id of its slice.</param>
/// <param name="IsMovable">Whether it is one of the small blocks that are to be merged, and does not only stand between them.</param>
internal readonly record struct SourceBlock(StoredBlock Block, long File, long? Checksum, long Slice, bool IsMovable)
{
    public int Count => (int)(Block.LastId - Block.FirstId + 1);

    /// <summary>Where its events belong in the order of arrival.</summary>
    public long Place => Block.FirstPlace;
}
