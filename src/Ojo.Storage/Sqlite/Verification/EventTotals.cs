namespace Ojo.Storage.Sqlite.Verification;

/// <summary>What the events themselves add up to, counted one by one.</summary>
internal sealed class EventTotals
{
    public Dictionary<long, long> ByFile { get; } = [];

    public Dictionary<long, long> ByKey { get; } = [];

    /// <summary>By the flow's row: events, the times of the first and the last, and the longest block.</summary>
    public Dictionary<long, (long Events, long FirstNs, long LastNs, long Longest)> ByFlow { get; } = [];

    public long Blocks { get; set; }

    public long Events { get; set; }

    /// <summary>Blocks without a checksum.</summary>
    public long Unchecked { get; set; }

    public static void Add(Dictionary<long, long> counts, long key, long count) => counts[key] = counts.GetValueOrDefault(key) + count;
}
