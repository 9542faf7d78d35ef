namespace Transfer.Events;

/// <summary>Numbers for flows: each side of a connection, each stream and each direction of the link has one of its own.</summary>
internal sealed class FlowIds
{
    private uint _last;

    /// <summary>A number that nothing else has. From any thread.</summary>
    public uint Next() => Interlocked.Increment(ref _last);
}
