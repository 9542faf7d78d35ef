namespace Ojo.Browser.Tests.Support;

/// <summary>A download as a NewReno sender would record it: the same on every machine, and enough of it to zoom into.</summary>
internal static class RenoTransfer
{
    private const ulong Mss = 1200;

    /// <summary>Records a transfer of some packets from a time on.</summary>
    /// <returns>When its last event happened.</returns>
    public static long Record(TraceScript script, uint flowId, long startNs, int packets, int seed, double loss = 0.012)
    {
        Random random = new(seed);
        PriorityQueue<(ulong Number, long SentNs, bool Lost), long> underway = new();
        ulong cwnd = 10 * Mss;
        ulong threshold = ulong.MaxValue;
        ulong inFlight = 0;
        ulong next = 0;
        ulong recoveryEnd = 0;
        double smoothedUs = 40_000;
        long now = startNs;
        script.Add(now, flowId, 0x400, 1UL << 8).Add(now + 1_000, flowId, 0x300, cwnd).Add(now + 2_000, flowId, 0x302, 0);

        void Send(long at)
        {
            ulong number = next++;
            inFlight += Mss;
            bool lost = random.NextDouble() < loss;
            script.Add(at, flowId, 0x002, number);
            script.Add(at + 500, flowId, 0x303, inFlight);
            long roundTrip = 40_000_000 + random.Next(6_000_000);
            underway.Enqueue((number, at, lost), at + (lost ? roundTrip + 12_000_000 : roundTrip));
        }

        while (next < (ulong)packets || underway.Count > 0)
        {
            while (inFlight + Mss <= cwnd && next < (ulong)packets)
            {
                Send(now);
                now += 20_000 + random.Next(30_000);
            }

            if (!underway.TryDequeue(out (ulong Number, long SentNs, bool Lost) packet, out long at))
            {
                break;
            }

            now = Math.Max(now, at) + 1_000;
            inFlight -= Mss;
            if (packet.Lost)
            {
                script.Add(now, flowId, packet.Number % 4 == 0 ? 0x004u : 0x005u, packet.Number);
                if (packet.Number >= recoveryEnd)
                {
                    recoveryEnd = next;
                    threshold = Math.Max(2 * Mss, cwnd / 2);
                    cwnd = threshold;
                    script.Add(now + 1_000, flowId, 0x302, 2).Add(now + 2_000, flowId, 0x301, threshold).Add(now + 3_000, flowId, 0x300, cwnd);
                }

                script.Add(now + 4_000, flowId, 0x006, packet.Number).Add(now + 4_500, flowId, 0x007, next);
                Send(now + 5_000);
                continue;
            }

            double latestUs = (now - packet.SentNs) / 1e3;
            smoothedUs += (latestUs - smoothedUs) / 8;
            script.Add(now, flowId, 0x003, packet.Number);
            script.Add(now + 1_000, flowId, 0x304, (ulong)latestUs | ((ulong)smoothedUs << 32));
            if (packet.Number >= recoveryEnd)
            {
                cwnd += cwnd < threshold ? Mss : Mss * Mss / cwnd;
                script.Add(now + 2_000, flowId, 0x300, cwnd);
            }
        }

        script.Add(now + 10_000, flowId, 0x302, 0);
        return now + 10_000;
    }
}
