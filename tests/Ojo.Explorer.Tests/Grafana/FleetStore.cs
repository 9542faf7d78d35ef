using Ojo.Explorer.Tests.Support;
using Ojo.Format;

namespace Ojo.Explorer.Tests.Grafana;

/// <summary>Three programs of two services that ran at different times, and everything that they recorded, known apart from any store.</summary>
internal sealed class FleetStore : IDisposable
{
    public const uint Sent = 0x002, LostByTimeout = 0x004, LostInSpace = 0x00D, Cwnd = 0x300, Rtt = 0x304;
    public const long FromMs = ((long)TraceStore.StartUs / 1000) + 2_000;
    public const long ToMs = ((long)TraceStore.StartUs / 1000) + 40_500;

    private const uint Dropped = 0xFF01, Extend = 0xFF03;
    private const ulong SecondUs = 1_000_000;

    private readonly TraceStore _store = new();
    private readonly List<Recorded> _events = [];
    private readonly List<Lost> _gaps = [];
    private int _runs = 1;

    public FleetStore()
    {
        // One that was over before the range began, one that is in the middle of it when it begins, one that begins in the middle of it.
        AddRun("edge", TraceStore.StartUs - (3600 * SecondUs), 20, 0);
        AddRun("edge", TraceStore.StartUs, 50, 5);
        AddRun("client", TraceStore.StartUs + (10_300 * 1000), 25, 4);
    }

    public string DatabasePath => _store.DatabasePath;

    public IReadOnlyList<Recorded> Events => _events;

    public IReadOnlyList<Lost> Gaps => _gaps;

    /// <summary>What was recorded in the range.</summary>
    public IEnumerable<Recorded> EventsInRange => _events.Where(static one => one.UnixUs >= FromMs * 1000 && one.UnixUs < ToMs * 1000);

    public void Dispose() => _store.Dispose();

    private void AddRun(string service, ulong startUs, int seconds, int gaps)
    {
        int run = _runs++;
        _store.AddRun(service, $"node-{run}", startUs);
        List<TraceRecord> records = [];
        for (int n = 0; n < seconds * 10; n++)
        {
            ulong us = (ulong)n * 100_000;
            for (uint flow = 1; flow <= 3; flow++)
            {
                // The third flow begins late.
                if (flow < 3 || n > 100)
                {
                    Record(us + flow, flow, Sent, (ulong)n);
                }
            }

            if (n % 7 == 3)
            {
                Record(us + 10, 1, LostByTimeout, (ulong)n - 1);
            }

            if (n % 11 == 5)
            {
                Record(us + 11, 2, LostInSpace, (1UL << 58) + (ulong)n);
            }

            if (n % 3 == 0)
            {
                Record(us + 12, 1, Rtt, (uint)(20_000 + (n * 37 % 9_000)) | (25_000UL << 32));
            }

            if (n % 4 == 1)
            {
                Record(us + 13, 2, Cwnd, (ulong)(12_000 + (n * 1200 % 60_000)));
            }

            if (gaps > 0 && n % 100 == 60)
            {
                // A gap of 20 ms; its cause stands where events have their flow.
                uint cause = (uint)(1 + (run % 2));
                records.Add(new TraceRecord(us + 20, cause, Dropped, (ulong)(gaps * n)));
                records.Add(new TraceRecord(us + 20, cause, Extend, us - 20_000 + 20));
                _gaps.Add(new Lost((long)(startUs + us + 20), service, cause == 1 ? "buffer_full" : "overwritten", gaps * n));
            }
        }

        _store.Ingest(records, startUs);

        void Record(ulong us, uint flow, uint type, ulong payload)
        {
            records.Add(new TraceRecord(us, flow, type, payload));
            _events.Add(new Recorded((long)(startUs + us), run, service, flow, type, payload));
        }
    }

    /// <summary>An event.</summary>
    internal sealed record Recorded(long UnixUs, int Run, string Service, uint Flow, uint Type, ulong Payload)
    {
        public string Name => Type switch
        {
            Sent => "PACKET_SENT",
            LostByTimeout => "PACKET_LOST_TIMEOUT",
            LostInSpace => "PACKET_LOST_IN_SPACE",
            Cwnd => "CWND_UPDATED",
            _ => "RTT_UPDATED",
        };

        public bool IsLost => Type is LostByTimeout or LostInSpace;

        public long LatestUs => (long)(Payload & uint.MaxValue);
    }

    /// <summary>Events that a tracer lost.</summary>
    internal sealed record Lost(long UnixUs, string Service, string Cause, long Events);
}
