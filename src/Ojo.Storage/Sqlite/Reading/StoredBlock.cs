namespace Ojo.Storage.Sqlite.Reading;

/// <summary>A row of <c>ojo_block</c>.</summary>
/// <param name="FirstId">Its first event.</param>
/// <param name="LastId">Its last event.</param>
/// <param name="Flow">Its flow's row.</param>
/// <param name="FirstNs">When it begins.</param>
/// <param name="LastNs">When it ends.</param>
/// <param name="TickNs">How many nanoseconds a unit of its events' time is.</param>
/// <param name="Keys">Which keys' events it may have, as <see cref="StoredKey.Bit"/> says.</param>
/// <param name="IsSummed">Whether it has summaries.</param>
/// <param name="Shift">How many low bits of its events' <c>dt</c> are not their time.</param>
/// <param name="Moved">How much further behind its events' ids are than their place in the order of arrival.</param>
internal readonly record struct StoredBlock(
    long FirstId, long LastId, long Flow, long FirstNs, long LastNs, long TickNs, long Keys, bool IsSummed, int Shift, long Moved)
{
    public const string Columns = "first_id, last_id, flow, first_ns, last_ns, tick, keys, summed, shift, moved";

    /// <summary>How many columns that is.</summary>
    public const int ColumnCount = 10;

    /// <summary>The columns of a table that has another name here.</summary>
    public static string ColumnsOf(string table) => table + "." + Columns.Replace(", ", $", {table}.", StringComparison.Ordinal);

    public static StoredBlock Read(Statement row) => new(
        row.Int64(0), row.Int64(1), row.Int64(2), row.Int64(3), row.Int64(4), row.Int64(5), row.Int64(6), row.Int64(7) != 0,
        row.Int32(8), row.Int64(9));

    /// <summary>The place of its first event in the order in which the flow's events arrived.</summary>
    public long FirstPlace => FirstId - Moved;

    /// <summary>The place of its last event.</summary>
    public long LastPlace => LastId - Moved;

    /// <summary>The event of a row (id, dt, key, payload).</summary>
    public StoredEvent Event(Statement row)
    {
        long id = row.Int64(0);
        return new StoredEvent(id, id - Moved, Flow, FirstNs + (row.Int64(1) >> Shift) * TickNs, row.Int32(2), (ulong)row.Int64(3));
    }

    /// <summary>Between which <c>dt</c> the events of a range of times are, both included.</summary>
    /// <remarks>Times within a block are whole ticks, so the range can be asked for in ticks; rounding leaves nothing out.</remarks>
    public (long From, long To) DtOf(long fromNs, long toNs) => (
        (Math.Max(fromNs, FirstNs) - FirstNs + TickNs - 1) / TickNs << Shift,
        ((Math.Min(toNs, LastNs) - FirstNs) / TickNs << Shift) | ((1L << Shift) - 1));
}
