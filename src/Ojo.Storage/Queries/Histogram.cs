namespace Ojo.Storage.Queries;

/// <summary>How the values of a field are spread.</summary>
/// <param name="Edges">Where the buckets begin, and where the last ends: one more than there are buckets. A bucket has the values from its edge on up to and without the next; the last includes its end.</param>
/// <param name="Counts">How many values each bucket has.</param>
/// <param name="Below">How many are less than the first edge.</param>
/// <param name="Above">How many are greater than the last.</param>
/// <param name="NotNumbers">How many are “not a number”.</param>
/// <param name="Partial">How far it came where its time was up; null where every event has been looked at.</param>
public sealed record Histogram(
    IReadOnlyList<Quantity> Edges, IReadOnlyList<long> Counts, long Below, long Above, long NotNumbers, PartialAnswer? Partial);
