namespace Ojo.Interop.Qlog;

/// <summary>What has happened to a stream so far.</summary>
[Flags]
internal enum QlogStreamSeen
{
    /// <summary>Nothing.</summary>
    None = 0,
    Opened = 1,
    FinSent = 2,
    FinReceived = 4,
    Closed = 8,
}
