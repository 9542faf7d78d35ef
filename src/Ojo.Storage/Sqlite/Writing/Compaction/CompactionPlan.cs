namespace Ojo.Storage.Sqlite.Writing.Compaction;

/// <summary>A merge: the slices of one run between two places in the order of arrival become one.</summary>
/// <param name="Merge">Its row, of which the merged blocks' file is the negative.</param>
/// <param name="Run">The run.</param>
/// <param name="Level">How often the merged events have then been merged.</param>
/// <param name="Place">The place of the first slice.</param>
/// <param name="LastPlace">The place of the last.</param>
/// <param name="Slots">Which slot a file has.</param>
internal sealed record CompactionPlan(long Merge, long Run, int Level, long Place, long LastPlace, IReadOnlyDictionary<long, int> Slots)
{
    /// <summary>How many low bits of <c>dt</c> hold a slot. Where there is only one file, its number stands in the block.</summary>
    public int Shift { get; } = Slots.Count < 2 ? 0 : 64 - System.Numerics.BitOperations.LeadingZeroCount((ulong)Slots.Count - 1);

    /// <summary>What a merged block says of its file.</summary>
    public long File { get; } = Slots.Count == 1 ? Slots.Keys.First() : -Merge;

    /// <summary>Whether a block's events and those of some others fit into one block: times far apart leave no bits for the slot.</summary>
    public bool Fits(SourceBlock block, List<SourceBlock> others)
    {
        long firstNs = block.Block.FirstNs;
        long lastNs = block.Block.LastNs;
        foreach (SourceBlock other in others)
        {
            firstNs = Math.Min(firstNs, other.Block.FirstNs);
            lastNs = Math.Max(lastNs, other.Block.LastNs);
            if (other.Block.TickNs != block.Block.TickNs)
            {
                return false;
            }
        }

        return (lastNs - firstNs) / block.Block.TickNs < 1L << (62 - Shift);
    }
}
