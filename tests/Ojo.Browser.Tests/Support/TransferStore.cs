using Ojo.Storage;

namespace Ojo.Browser.Tests.Support;

/// <summary>The store that most tests look at: two runs that use the same flow ids, children, a gap, and events of a program's own.</summary>
public sealed class TransferStore : IAsyncLifetime
{
    public const string HostileService = "<script>alert(4)</script>";

    /// <summary>Unix time of the first run's start in nanoseconds.</summary>
    public const ulong StartNs = 1_767_225_600_000_000_000;

    public static readonly FlowKey Download = new(1, 7);
    public static readonly FlowKey Child = new(1, 9);
    public static readonly FlowKey SameId = new(2, 7);
    public static readonly FlowKey Game = new(2, 77);

    /// <summary>How many short flows the second run has beside the others: more than a page of the list.</summary>
    public const int ShortFlows = 130;

    public ExploredStore Store { get; } = new();

    public async ValueTask InitializeAsync()
    {
        TraceScript proxy = Store.Run("edge-proxy", "node-4", 4121, StartNs);
        RenoTransfer.Record(proxy, 7, 1_000_000, 4000, seed: 1);
        RenoTransfer.Record(proxy, 9, 30_000_000, 300, seed: 2);
        proxy.Add(30_000_000, 9, 0x101, 7);
        proxy.AddGap(1_500_000_000, 1_580_000_000, 4410);
        RenoTransfer.Record(proxy, 12, 400_000_000, 600, seed: 3, loss: 0);
        Store.Ingest(proxy);

        TraceScript game = Store.Run(HostileService, "lab\"'&", 77, StartNs + 5_000_000_000);
        RenoTransfer.Record(game, 7, 1_000_000, 200, seed: 4);
        for (uint tick = 0; tick < 240; tick++)
        {
            long at = 2_000_000 + (tick * 16_666_667L);
            game.Add(at, 77, CustomEvents.SnapshotTaken, tick | ((100UL + (tick % 40)) << 32) | ((1500UL + (tick * 3)) << 48));
            if (tick % 60 == 0)
            {
                game.Add(at + 1_000, 77, CustomEvents.PhaseEntered, tick / 60 % 3);
                game.Add(at + 2_000, 77, CustomEvents.Marker, tick);
                game.Add(at + 3_000, 77, CustomEvents.Hostile, tick);
            }
        }

        for (uint flow = 0; flow < ShortFlows; flow++)
        {
            game.Add(3_000_000_000 + (flow * 1_000_000L), 1000 + flow, 0x002, 0).Add(3_000_400_000 + (flow * 1_000_000L), 1000 + flow, 0x003, 0);
        }

        Store.Ingest(game);
        await Store.StartAsync();
    }

    public ValueTask DisposeAsync() => Store.DisposeAsync();
}
