namespace Ojo.Storage.Sqlite.Reading;

/// <summary>Room for pieces of blocks, which is used again. A long page has thousands of pieces at once, most of them short.</summary>
internal sealed class PieceRooms
{
    private readonly Dictionary<int, Stack<StoredEvent[]>> _free = [];

    /// <summary>Room for exactly so many events.</summary>
    public StoredEvent[] Rent(int size) => OfSize(size).TryPop(out StoredEvent[]? room) ? room : new StoredEvent[size];

    /// <summary>Takes room back.</summary>
    public void Return(StoredEvent[] room) => OfSize(room.Length).Push(room);

    private Stack<StoredEvent[]> OfSize(int size)
    {
        if (!_free.TryGetValue(size, out Stack<StoredEvent[]>? rooms))
        {
            _free.Add(size, rooms = []);
        }

        return rooms;
    }
}
