using Ojo.Storage.Queries;

namespace Ojo.Benchmarks.Stores;

/// <summary>Is shown events, and looks at each as briefly as can be.</summary>
internal sealed class CountingSink : IEventSink
{
    public long Count { get; private set; }

    public ulong Sum { get; private set; }

    public bool Take(in ScannedEvents events)
    {
        Count += events.Events.Length;
        foreach (ref readonly ScannedEvent scanned in events.Events)
        {
            Sum += scanned.Payload;
        }

        return true;
    }
}
