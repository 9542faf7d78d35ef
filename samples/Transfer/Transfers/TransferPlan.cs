namespace Transfer.Transfers;

/// <summary>What each connection transfers.</summary>
internal sealed record TransferPlan
{
    /// <summary>How many transfers a connection has under way at once.</summary>
    public int Streams { get; init; } = 3;

    /// <summary>How many transfers a connection makes in all; null for as many as there is time for.</summary>
    public int? Transfers { get; init; }

    /// <summary>The smallest transfer, in bytes.</summary>
    public int MinSize { get; init; } = 16 * 1024;

    /// <summary>The largest transfer, in bytes.</summary>
    public int MaxSize { get; init; } = 192 * 1024;
}
