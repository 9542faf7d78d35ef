using Ojo.Storage.Queries;

namespace Ojo.Storage.Sqlite.Reading;

/// <summary>One value of a series. Of two at one time, the one with the larger place is the later.</summary>
internal readonly record struct SeriesSample(long Ns, long Place, double Value) : IComparable<SeriesSample>
{
    public int CompareTo(SeriesSample other) => (Ns, Place).CompareTo((other.Ns, other.Place));

    public Bucket ToBucket() => new(Ns, Ns, Value, Value, Value, Value, 1);
}
