namespace Ojo.Storage.Analysis;

/// <summary>A packet that was sent and of which nothing was heard since.</summary>
/// <param name="SentNs">When it was sent, the last time.</param>
/// <param name="Size">Its size, 0 where its event says none.</param>
/// <param name="IsAgain">Whether its number was sent more than once, so that an acknowledgement does not say of which.</param>
/// <param name="Offset">How many bytes were sent before it.</param>
internal readonly record struct OutstandingPacket(long SentNs, ulong Size, bool IsAgain, ulong Offset = 0);
