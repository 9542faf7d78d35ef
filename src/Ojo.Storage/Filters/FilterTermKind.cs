namespace Ojo.Storage.Filters;

/// <summary>What a term of a filter is about.</summary>
public enum FilterTermKind
{
    /// <summary>Types by wire name or id: <c>type:PACKET_*</c>.</summary>
    Type,

    /// <summary>Types by category: <c>category:Packet</c>.</summary>
    Category,

    /// <summary>Types by role: <c>role:packet_lost</c>.</summary>
    Role,

    /// <summary>Types by level: <c>level&gt;=warn</c>.</summary>
    Level,

    /// <summary>Types by provider: <c>provider:ojo</c>.</summary>
    Provider,

    /// <summary>Types by a field that they have: <c>has:cwnd</c>.</summary>
    Has,

    /// <summary>Flows by id: <c>flow:7</c>, <c>flow:1-7</c>.</summary>
    Flow,

    /// <summary>Flows by the flow that they belong to: <c>parent:1-7</c>.</summary>
    Parent,

    /// <summary>Runs by number: <c>run:3</c>.</summary>
    Run,

    /// <summary>Runs by service: <c>service:edge-*</c>.</summary>
    Service,

    /// <summary>Runs by host: <c>host:node-4</c>.</summary>
    Host,

    /// <summary>Flows by a number of their own: <c>events&gt;1000</c>, <c>loss&gt;1%</c>.</summary>
    FlowNumber,

    /// <summary>Events by time since the run's start: <c>t:1.2s..3s</c>.</summary>
    Time,

    /// <summary>Events by a field's value: <c>cwnd&lt;20KiB</c>.</summary>
    Field,

    /// <summary>Events by a piece of their type's name or of one of their texts: <c>handshake</c>.</summary>
    Text,
}
