namespace Ojo.Storage.Filters;

/// <summary>What a filter may ask of a flow.</summary>
/// <param name="Flow">Which one.</param>
/// <param name="Parent">The flow that it belongs to, of the same run; null where it stands alone.</param>
/// <param name="DurationNs">The time from its first event to its last.</param>
/// <param name="Events">How many events it has.</param>
/// <param name="Sent">How many packets were sent.</param>
/// <param name="Lost">How many packets were lost.</param>
/// <param name="Children">How many flows name it as their parent.</param>
internal readonly record struct FlowFacts(FlowKey Flow, ulong? Parent, long DurationNs, long Events, long Sent, long Lost, long Children)
{
    private const decimal NsPerSecond = 1_000_000_000;

    /// <summary>Packets lost in a hundred sent; null where none were sent.</summary>
    public decimal? LossPercent => Sent == 0 ? null : 100m * Lost / Sent;

    /// <summary>Events per second; null where all were at one time.</summary>
    public decimal? Rate => DurationNs == 0 ? null : Events * NsPerSecond / DurationNs;
}
