using Transfer.Congestion;
using Transfer.Connections;
using Transfer.Links;

namespace Transfer.Transfers;

/// <summary>How many connections transfer what, over which link.</summary>
internal sealed record SessionSettings
{
    public int Connections { get; init; } = 4;

    public CongestionChoice Congestion { get; init; }

    public LinkSettings Link { get; init; } = new();

    public ConnectionSettings Connection { get; init; } = new();

    public TransferPlan Plan { get; init; } = new();

    /// <summary>Decides sizes, contents, connection ids, and what the link does.</summary>
    public int Seed { get; init; }
}
