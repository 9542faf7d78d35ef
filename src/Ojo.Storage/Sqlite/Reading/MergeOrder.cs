namespace Ojo.Storage.Sqlite.Reading;

/// <summary>When an item's turn is. For the newest first, everything counts backwards but the kind.</summary>
internal readonly record struct MergeOrder(long Time, MergeKind Kind, ulong FlowId, long Place) : IComparable<MergeOrder>
{
    public static MergeOrder Of(MergeItem item, bool descending) => descending
        ? new MergeOrder(~item.DueNs, item.Kind, ~item.FlowId, ~item.Place)
        : new MergeOrder(item.DueNs, item.Kind, item.FlowId, item.Place);

    /// <summary>Whether something that begins at a time must be looked at before <paramref name="first"/> is passed on.</summary>
    public static bool IsDue(long bound, MergeOrder first, bool descending) => (descending ? ~bound : bound) <= first.Time;

    public int CompareTo(MergeOrder other)
    {
        int byTime = Time.CompareTo(other.Time);
        if (byTime != 0)
        {
            return byTime;
        }

        int byKind = Kind.CompareTo(other.Kind);
        if (byKind != 0)
        {
            return byKind;
        }

        int byFlow = FlowId.CompareTo(other.FlowId);
        return byFlow != 0 ? byFlow : Place.CompareTo(other.Place);
    }
}
