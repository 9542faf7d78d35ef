namespace Ojo.Storage.Queries;

/// <summary>Is shown the events of a scan.</summary>
public interface IEventSink
{
    /// <summary>Looks at the next events. Called on the thread that scans, which waits for it.</summary>
    /// <returns>False to be shown no more.</returns>
    bool Take(in ScannedEvents events);
}
