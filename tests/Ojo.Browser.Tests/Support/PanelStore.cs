using Ojo.Storage;

namespace Ojo.Browser.Tests.Support;

/// <summary>A connection that says sizes, limits, reasons and streams, and measures no round-trip time; and one with very many streams.</summary>
public sealed class PanelStore : IAsyncLifetime
{
    public const uint ConnectionId = 5;
    public const int Packets = 1500;
    public const int ManyStreams = 600;

    public static readonly FlowKey Connection = new(1, ConnectionId);
    public static readonly FlowKey Crowded = new(1, 900);

    public ExploredStore Store { get; } = new();

    /// <summary>What the trace file has, read without the store.</summary>
    internal IReadOnlyList<RecordedEvent> Events { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        TraceScript script = Store.Run("sized", "node-1", 11, TransferStore.StartNs);
        RecordConnection(script);
        script.Add(500_000, 900, 0x400, 0);
        for (uint stream = 0; stream < ManyStreams; stream++)
        {
            long at = 1_000_000 + (stream * 2_000_000L);
            script.Add(at, 1000 + stream, 0x101, 900).Add(at + 1_000, 1000 + stream, 0x105, stream, 0, 700 + stream).Add(at + 9_000_000, 1000 + stream, 0x102, stream);
        }

        script.Add(1_300_000_000, 900, 0x401, 1);
        Store.Ingest(script);
        Events = RecordedEvent.ReadFile(Store.TraceFiles[0]);
        await Store.StartAsync();
    }

    public ValueTask DisposeAsync() => Store.DisposeAsync();

    /// <summary>A packet each millisecond, some lost and sent again; windows, limits and reasons beside them.</summary>
    private static void RecordConnection(TraceScript script)
    {
        Random random = new(21);
        ulong[] offsets = [0, 0];
        ulong inFlight = 0;
        script.Add(1_000_000, ConnectionId, 0x400, 0).Add(1_001_000, ConnectionId, 0x300, 40_000).Add(1_002_000, ConnectionId, 0x200, 500_000);
        for (uint stream = 0; stream < 2; stream++)
        {
            script.Add(1_003_000, 50 + stream, 0x101, ConnectionId).Add(1_004_000, 50 + stream, 0x201, 400_000);
        }

        for (ulong number = 0; number < Packets; number++)
        {
            long at = 2_000_000 + ((long)number * 1_000_000) + random.Next(200_000);
            ulong size = 600 + (10 * (ulong)random.Next(60));
            uint stream = (uint)(number % 3 == 0 ? 1 : 0);
            inFlight += size;
            script.Add(at, ConnectionId, 0x009, number | (size << 48)).Add(at + 1_000, ConnectionId, 0x303, inFlight);
            script.Add(at + 2_000, 50 + stream, 0x105, stream * 4, offsets[stream], size - 100);
            offsets[stream] += size - 100;
            if (number % 97 == 40)
            {
                script.Add(at + 45_000_000, ConnectionId, 0x00D, number | (2UL << 58)).Add(at + 45_001_000, ConnectionId, 0x006, number)
                    .Add(at + 45_002_000, ConnectionId, 0x007, number + 47);
            }
            else
            {
                script.Add(at + 30_000_000 + (random.Next(4_000) * 1_000L), ConnectionId, 0x00C, number);
            }

            inFlight -= number >= 32 ? Math.Min(inFlight, 700) : 0;
            if (number % 50 == 0)
            {
                script.Add(at + 3_000, ConnectionId, 0x300, 40_000 + (number * 20)).Add(at + 4_000, ConnectionId, 0x306, 800_000 + (number * 100));
                script.Add(at + 5_000, ConnectionId, 0x200, 500_000 + (number * 1_000));
            }

            if (number % 100 == 10)
            {
                script.Add(at + 6_000, ConnectionId, 0x202, 1 | (500_000UL << 8)).Add(at + 20_006_000, ConnectionId, 0x203, 1);
            }

            if (number % 100 == 60)
            {
                script.Add(at + 6_000, ConnectionId, 0x202, 4).Add(at + 30_006_000, ConnectionId, 0x203, 4);
            }
        }
    }
}
