using System.Collections.Concurrent;
using Ojo.Storage.Sqlite.Reading;

namespace Ojo.Storage.Shards;

/// <summary>Batches that no scan uses just now. Safe to use from any number of threads.</summary>
internal sealed class ScanBatches
{
    // Each has room for some thousand events.
    private const int MostIdle = 16;

    private readonly ConcurrentBag<ScanBatch> _idle = [];

    public ScanBatch Rent() => _idle.TryTake(out ScanBatch? batch) ? batch : new ScanBatch();

    public void Return(ScanBatch batch)
    {
        if (_idle.Count < MostIdle)
        {
            _idle.Add(batch);
        }
    }
}
