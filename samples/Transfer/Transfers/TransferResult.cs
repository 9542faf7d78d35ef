namespace Transfer.Transfers;

/// <summary>How a transfer ended.</summary>
/// <param name="Bytes">How many bytes of content came.</param>
/// <param name="Verified">Whether their hash is the one that was sent with them.</param>
internal readonly record struct TransferResult(ulong Bytes, bool Verified);
