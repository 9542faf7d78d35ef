namespace Transfer.Transfers;

/// <summary>What checking a transfer's hash said.</summary>
internal enum TransferOutcome : byte
{
    /// <summary>The bytes are those that were sent.</summary>
    Verified = 1,

    /// <summary>They are not.</summary>
    Corrupt = 2,
}
