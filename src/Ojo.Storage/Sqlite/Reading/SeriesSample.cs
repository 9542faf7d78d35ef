using Ojo.Storage.Queries;

namespace Ojo.Storage.Sqlite.Reading;

/// <summary>One value of a series. Of two at one time, the event with the larger number is the later.</summary>
internal readonly record struct SeriesSample(long Ns, long Id, double Value) : IComparable<SeriesSample>
{
    public int CompareTo(SeriesSample other) => (Ns, Id).CompareTo((other.Ns, other.Id));

    public Bucket ToBucket() => new(Ns, Ns, Value, Value, Value, Value, 1);
}
