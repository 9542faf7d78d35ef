using Ojo;
using Transfer.Events;
using Transfer.Streams;

namespace Transfer.Transfers;

/// <summary>What has been transferred so far, over all connections. Written by the event loops, read by anybody.</summary>
internal sealed class TransferTotals(Tracer? tracer)
{
    private long _verifiedBytes;
    private long _verified;
    private long _mismatched;
    private long _open;
    private long _closed;

    /// <summary>Bytes of content whose hash was found right.</summary>
    public long VerifiedBytes => Volatile.Read(ref _verifiedBytes);

    /// <summary>Transfers whose hash was found right.</summary>
    public long Verified => Volatile.Read(ref _verified);

    /// <summary>Transfers whose hash was not: there should be none, ever.</summary>
    public long Mismatched => Volatile.Read(ref _mismatched);

    /// <summary>Transfers that are under way.</summary>
    public long Running => Volatile.Read(ref _open) - Volatile.Read(ref _closed);

    public void Start() => Interlocked.Increment(ref _open);

    public void Complete(TransportStream stream, TransferResult result)
    {
        tracer.RecordTransferCompleted(stream.FlowId, result.Bytes, result.Verified ? TransferOutcome.Verified : TransferOutcome.Corrupt);
        if (result.Verified)
        {
            Interlocked.Add(ref _verifiedBytes, (long)result.Bytes);
            Interlocked.Increment(ref _verified);
        }
        else
        {
            Interlocked.Increment(ref _mismatched);
        }

        Interlocked.Increment(ref _closed);
    }
}
