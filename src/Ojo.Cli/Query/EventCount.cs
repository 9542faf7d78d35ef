using Ojo.Storage.Queries;

namespace Ojo.Cli.Query;

/// <summary>Counts the events that a scan shows.</summary>
internal sealed class EventCount : IEventSink
{
    public long Events { get; private set; }

    public bool Take(in ScannedEvents events)
    {
        Events += events.Events.Length;
        return true;
    }
}
