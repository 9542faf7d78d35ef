namespace Ojo.Storage.Sqlite.Reading;

/// <summary>What a summary makes of a field.</summary>
internal enum RoleUse
{
    BytesSent,
    BytesReceived,
    Window,
    BytesInFlight,
    LatestRtt,
    MinRtt,
}
