namespace Ojo.Storage.Sqlite.Reading;

/// <summary>A flow in one file: all of it, or what one shard of a larger store has of it.</summary>
/// <param name="Connection">The file.</param>
/// <param name="Flow">The flow's row there.</param>
/// <param name="Longest">Its longest block there: how far back a search by time must begin.</param>
/// <param name="FirstNs">Its first event there.</param>
/// <param name="LastNs">Its last event there.</param>
/// <param name="HasSmall">Whether it may have blocks without summaries there.</param>
internal sealed record FlowPart(ReaderConnection Connection, long Flow, long Longest, long FirstNs, long LastNs, bool HasSmall)
{
    /// <summary>Where the places of its events there begin among those of all files.</summary>
    public long Place { get; init; }

    /// <summary>Looks for a flow; null where the file has nothing of it.</summary>
    public static FlowPart? Find(ReaderConnection connection, FlowKey flow)
    {
        Statement find = connection.Prepare("SELECT id, longest, first_ns, last_ns, small FROM ojo_flow WHERE run = ?1 AND bits = ?2");
        if (!find.Bind(1, flow.RunId).Bind(2, (long)flow.FlowId).Step())
        {
            return null;
        }

        var part = new FlowPart(connection, find.Int64(0), find.Int64(1), find.Int64(2), find.Int64(3), find.Int64(4) != 0);
        find.Reset();
        return part;
    }
}
