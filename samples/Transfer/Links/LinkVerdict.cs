namespace Transfer.Links;

/// <summary>What becomes of a datagram on a link.</summary>
internal enum LinkVerdict : byte
{
    /// <summary>It arrives.</summary>
    Delivered = 0,

    /// <summary>It arrives after some that were sent later.</summary>
    HeldUp = 1,

    /// <summary>It is lost on the way.</summary>
    Lost = 2,

    /// <summary>It finds the queue full.</summary>
    QueueFull = 3,
}
