namespace Ojo.Interop.Qlog;

/// <summary>What must be remembered of a stream.</summary>
/// <param name="Flow">Its flow.</param>
/// <param name="Seen">What has happened to it.</param>
internal record struct QlogStream(uint Flow, QlogStreamSeen Seen);
