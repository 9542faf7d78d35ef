namespace Transfer.Connections;

/// <summary>What an endpoint's connections have done in all. Written by the event loop, read by anybody.</summary>
internal sealed class TransportCounters
{
    private long _packetsSent;
    private long _packetsLost;
    private long _bytesRead;
    private long _open;

    public long PacketsSent => Volatile.Read(ref _packetsSent);

    public long PacketsLost => Volatile.Read(ref _packetsLost);

    /// <summary>Bytes of streams that have been read, in order and each once.</summary>
    public long BytesRead => Volatile.Read(ref _bytesRead);

    /// <summary>Connections that are established and not over.</summary>
    public long OpenConnections => Volatile.Read(ref _open);

    public void CountSent() => Interlocked.Increment(ref _packetsSent);

    public void CountLost() => Interlocked.Increment(ref _packetsLost);

    public void CountRead(ulong bytes) => Interlocked.Add(ref _bytesRead, (long)bytes);

    public void CountOpened() => Interlocked.Increment(ref _open);

    public void CountClosed() => Interlocked.Decrement(ref _open);
}
