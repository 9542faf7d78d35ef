namespace Ojo.Storage.Sqlite.Reading;

/// <summary>When an item's turn is. For the newest first, time and id count backwards.</summary>
internal readonly record struct MergeOrder(long Time, MergeKind Kind, long Id) : IComparable<MergeOrder>
{
    public static MergeOrder Of(in MergeItem item, bool descending)
    {
        long id = item.Kind == MergeKind.Event ? item.Event.Id : item.Block.FirstId;
        return descending ? new MergeOrder(~item.DueNs, item.Kind, ~id) : new MergeOrder(item.DueNs, item.Kind, id);
    }

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
        return byKind != 0 ? byKind : Id.CompareTo(other.Id);
    }
}
