using Ojo.Storage.Queries;

namespace Ojo.Storage.Analysis;

/// <summary>Groups by stretches of time.</summary>
internal sealed class TimeDimension : GroupDimension
{
    private readonly Selection _selection;
    private readonly long _bucketNs;
    private long _run = -1;
    private long _startNs;

    /// <exception cref="StoreQueryException">The length is none.</exception>
    public TimeDimension(Selection selection, long bucketNs)
    {
        if (bucketNs < 1)
        {
            throw new StoreQueryException($"A stretch of time takes at least 1 ns; {bucketNs} were asked for.");
        }

        (_selection, _bucketNs) = (selection, bucketNs);
    }

    public override GroupPlace Find(in ScannedEvents events, in ScannedEvent scanned, out ulong number)
    {
        if (events.Flow.RunId != _run)
        {
            (_run, _startNs) = (events.Flow.RunId, _selection.StartOf(events.Flow.RunId));
        }

        number = (ulong)((scanned.TNs + _startNs - _selection.FromNs) / _bucketNs);
        return GroupPlace.Group;
    }

    public override object KeyOf(ulong number) => _selection.FromNs + ((long)number * _bucketNs);
}
