namespace Ojo.Interop.Pcap;

/// <summary>A segment that is not acknowledged yet.</summary>
/// <param name="Sequence">Its first byte's relative sequence number.</param>
/// <param name="End">The one behind its last.</param>
/// <param name="Number">Its packet's number.</param>
/// <param name="TimeNs">When it was sent.</param>
/// <param name="IsSettled">Whether it is told already what became of its packet: acknowledged selectively, or lost.</param>
internal record struct SentSegment(long Sequence, long End, ulong Number, long TimeNs, bool IsSettled);
