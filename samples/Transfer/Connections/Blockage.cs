using Ojo;

namespace Transfer.Connections;

/// <summary>What keeps a connection with data from sending it; recorded whenever that changes.</summary>
/// <remarks>Pacing does not count: it says when the next packet goes, not whether one may.</remarks>
internal sealed class Blockage(Tracer? tracer, uint flowId)
{
    private BlockedReason? _reason;

    /// <summary>Says what blocks now.</summary>
    /// <param name="reason">Null where nothing does, or there is nothing to send.</param>
    /// <param name="limit">The limit that was reached, in bytes.</param>
    public void Set(BlockedReason? reason, ulong limit = 0)
    {
        if (reason == _reason)
        {
            return;
        }

        if (_reason is { } before)
        {
            tracer.RecordDataUnblocked(flowId, (ulong)before);
        }

        if (reason is { } now)
        {
            tracer.RecordDataBlocked(flowId, now, limit);
        }

        _reason = reason;
    }
}
