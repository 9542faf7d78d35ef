using Ojo.Storage.Queries;

namespace Ojo.Storage.Analysis;

/// <summary>Groups by stretches of time.</summary>
internal sealed class TimeDimension : GroupDimension
{
    private readonly long _fromNs;
    private readonly long _bucketNs;

    /// <exception cref="StoreQueryException">The length is none.</exception>
    public TimeDimension(long fromNs, long bucketNs)
    {
        if (bucketNs < 1)
        {
            throw new StoreQueryException($"A stretch of time takes at least 1 ns; {bucketNs} were asked for.");
        }

        (_fromNs, _bucketNs) = (fromNs, bucketNs);
    }

    public override GroupPlace Find(in ScannedEvents events, in ScannedEvent scanned, out ulong number)
    {
        number = (ulong)((scanned.TNs - _fromNs) / _bucketNs);
        return GroupPlace.Group;
    }

    public override object KeyOf(ulong number) => _fromNs + ((long)number * _bucketNs);
}
