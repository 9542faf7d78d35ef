using Transfer.Congestion;
using Transfer.Links;
using Transfer.Transfers;

namespace Transfer.Demo;

/// <summary>What the command line asks for.</summary>
internal sealed record DemoOptions
{
    /// <summary>How long to transfer; null until a signal ends it.</summary>
    public TimeSpan? Duration { get; init; }

    public int Connections { get; init; } = 4;

    public double Loss { get; init; } = 0.02;

    public double Reorder { get; init; } = 0.005;

    public TimeSpan Delay { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>In bits per second; infinite for no limit.</summary>
    public double Bandwidth { get; init; } = 50e6;

    public CongestionChoice Congestion { get; init; }

    /// <summary>Where the traces go, and the database.</summary>
    public string Directory { get; init; } = "./traces";

    public bool Explorer { get; init; } = true;

    /// <summary>The explorer's port; 0 for any free one.</summary>
    public int Port { get; init; } = 8080;

    public int Seed { get; init; } = 1;

    public string DatabasePath => Path.Combine(Directory, "traces.db");

    public SessionSettings ToSession() => new()
    {
        Connections = Connections,
        Congestion = Congestion,
        Seed = Seed,
        Link = new LinkSettings
        {
            Delay = Delay,
            Loss = Loss,
            Reorder = Reorder,
            Bandwidth = Bandwidth,
            QueueSize = LinkSettings.QueueFor(Bandwidth, Delay),
        },
    };
}
