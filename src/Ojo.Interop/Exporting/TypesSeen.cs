using Ojo.Storage.Queries;

namespace Ojo.Interop.Exporting;

/// <summary>Notes of which types there are events.</summary>
/// <param name="most">How many types there can be: once all have been seen, there is nothing more to see.</param>
internal sealed class TypesSeen(int most) : IEventSink
{
    private int _last = -1;

    /// <summary>Their numbers in the store.</summary>
    public HashSet<int> Keys { get; } = [];

    /// <inheritdoc/>
    public bool Take(in ScannedEvents events)
    {
        foreach (ref readonly ScannedEvent scanned in events.Events)
        {
            if (scanned.TypeKey != _last)
            {
                _last = scanned.TypeKey;
                Keys.Add(_last);
            }
        }

        return Keys.Count < most;
    }
}
