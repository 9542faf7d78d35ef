namespace Ojo.Storage.Sqlite.Reading;

/// <summary>
/// The flows whose blocks reach beyond the stretch of time in which they were met: a merge has these blocks, and need not look for
/// them in each stretch anew.
/// </summary>
/// <remarks>Stretches come in the order of the list. A block that reaches into two of them reaches into all between.</remarks>
/// <param name="connection">Where the blocks are.</param>
/// <param name="descending">Whether the newest come first.</param>
internal sealed class ReachingFlows(ReaderConnection connection, bool descending)
{
    private const int MostUntidied = 64 * 1024;

    private readonly Dictionary<long, Reach> _reaches = [];

    // Going back, all that is known of a block that was not met is that it does not end later than its beginning and the longest say.
    private readonly Statement _next = connection.Prepare(descending
        ? """
            SELECT b.first_ns + f.longest FROM ojo_flow AS f CROSS JOIN ojo_block AS b
            WHERE f.id = ?1 AND b.flow = f.id AND b.first_ns < ?2 AND b.last_ns < ?2 ORDER BY b.first_ns DESC LIMIT 1
            """
        : "SELECT first_ns FROM ojo_block WHERE flow = ?1 AND first_ns > ?2 ORDER BY first_ns LIMIT 1");

    /// <summary>Whether every block of the flow that reaches into a stretch has been met.</summary>
    public bool AreMet(long flow, MergeItem stretch) =>
        _reaches.TryGetValue(flow, out Reach reach) && (descending ? stretch.FromNs > reach.NextNs : stretch.ToNs < reach.NextNs);

    /// <summary>Whether a block of the flow, which reaches into the stretch at hand, has been met.</summary>
    public bool IsMet(long flow, in StoredBlock block) =>
        _reaches.TryGetValue(flow, out Reach reach) && (descending ? block.LastNs >= reach.UntilNs : block.FirstNs <= reach.UntilNs);

    /// <summary>Says that all blocks of the flow that reach into a stretch have been met.</summary>
    /// <param name="flow">The flow.</param>
    /// <param name="stretch">The stretch.</param>
    /// <param name="endNs">How far the furthest of them reaches, in the order of the list.</param>
    public void Meet(long flow, MergeItem stretch, long endNs)
    {
        if (descending ? endNs >= stretch.FromNs : endNs <= stretch.ToNs)
        {
            _ = _reaches.Remove(flow);
            return;
        }

        if (_reaches.Count >= MostUntidied)
        {
            Tidy(stretch);
        }

        // Of very many flows a page has one event each: only who is met again is worth another look.
        long untilNs = descending ? stretch.FromNs : stretch.ToNs;
        long nextNs = !_reaches.ContainsKey(flow)
            ? (descending ? long.MaxValue : long.MinValue)
            : _next.Bind(1, flow).Bind(2, untilNs).Scalar() ?? (descending ? long.MinValue : long.MaxValue);
        _reaches[flow] = new Reach(untilNs, endNs, nextNs);
    }

    /// <summary>Forgets flows whose blocks have come to their end.</summary>
    private void Tidy(MergeItem stretch)
    {
        foreach ((long flow, Reach reach) in _reaches)
        {
            if (descending ? reach.EndNs > stretch.ToNs : reach.EndNs < stretch.FromNs)
            {
                _ = _reaches.Remove(flow);
            }
        }
    }

    /// <param name="UntilNs">Blocks up to here have been met.</param>
    /// <param name="EndNs">How far they reach.</param>
    /// <param name="NextNs">Before this there is no other; where that is not known, there may be one anywhere.</param>
    private readonly record struct Reach(long UntilNs, long EndNs, long NextNs);
}
