using Transfer.Wire;

namespace Transfer.Connections;

/// <summary>The control frames that wait to be sent. Only which frame is kept: its number is the newest when it is written.</summary>
internal sealed class ControlQueue
{
    private readonly Queue<Entry> _entries = new();

    /// <summary>A frame that waits.</summary>
    /// <param name="Type">Which frame.</param>
    /// <param name="StreamId">The stream that it is about, where it is about one.</param>
    /// <param name="LostPacket">The lost packet that carried it before; null where it goes out for the first time.</param>
    public readonly record struct Entry(FrameType Type, ulong StreamId, ulong? LostPacket);

    public int Count => _entries.Count;

    /// <summary>Adds a frame, unless one like it waits already.</summary>
    public void Add(FrameType type, ulong streamId = 0, ulong? lostPacket = null)
    {
        foreach (Entry waiting in _entries)
        {
            if (waiting.Type == type && waiting.StreamId == streamId)
            {
                return;
            }
        }

        _entries.Enqueue(new(type, streamId, lostPacket));
    }

    public bool TryPeek(out Entry entry) => _entries.TryPeek(out entry);

    public void Remove() => _entries.Dequeue();
}
