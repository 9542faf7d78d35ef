namespace Ojo.Explorer.Responses;

/// <summary>What one service did, as columns: an entry for each bucket, those in which nothing happened too.</summary>
/// <param name="Service">What its programs call themselves; null for all those of which no run file came.</param>
/// <param name="Events">How many events.</param>
/// <param name="PacketsSent">How many of role packet_sent.</param>
/// <param name="PacketsLost">How many of role packet_lost.</param>
/// <param name="FlowsStarted">How many flows had their first event.</param>
/// <param name="Dropped">How many events its tracers lost, each where the gap that it is of ends.</param>
internal sealed record ServiceTrendResponse(string? Service, long[] Events, long[] PacketsSent, long[] PacketsLost, long[] FlowsStarted, long[] Dropped)
{
    public static ServiceTrendResponse Empty(string? service, int buckets) =>
        new(service, new long[buckets], new long[buckets], new long[buckets], new long[buckets], new long[buckets]);
}
