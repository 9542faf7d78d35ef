namespace Ojo.Storage.Queries;

/// <summary>What a list of flows is sorted by.</summary>
public enum FlowOrder
{
    /// <summary>The time of the first event.</summary>
    FirstEvent,

    /// <summary>The time of the last event.</summary>
    LastEvent,

    /// <summary>The time from the first event to the last.</summary>
    Duration,

    /// <summary>The number of events.</summary>
    Events,

    /// <summary>The number of packets lost.</summary>
    Lost,

    /// <summary>Events per second, from the first event to the last; flows whose events were all at one time have none.</summary>
    Rate,

    /// <summary>The share of the packets sent that were lost; flows that sent none have none.</summary>
    Loss,

    /// <summary>Run, then flow id.</summary>
    Id,
}
