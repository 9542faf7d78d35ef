namespace Ojo.Storage.Decoding;

/// <summary>What a flow's summary makes of a field.</summary>
internal enum RoleUse
{
    BytesSent,
    BytesReceived,
    Window,
    BytesInFlight,
    LatestRtt,
    MinRtt,
}
