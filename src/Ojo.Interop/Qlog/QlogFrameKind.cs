namespace Ojo.Interop.Qlog;

/// <summary>What frames of a packet become events (RFC 9000, section 19).</summary>
internal enum QlogFrameKind
{
    Stream,
    ResetStream,
    MaxData,
    MaxStreamData,
    DataBlocked,
    StreamDataBlocked,
}
