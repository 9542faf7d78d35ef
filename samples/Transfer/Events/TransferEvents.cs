using System.Net;
using Ojo;
using Transfer.Congestion;
using Transfer.Connections;
using Transfer.Transfers;

namespace Transfer.Events;

/// <summary>Events declared as extension methods: for code that has a tracer at hand but no class to put a method into.</summary>
internal static partial class TransferEvents
{
    /// <summary>The provider of all events of this program, whichever way they are declared.</summary>
    public const string Provider = "transfer";

    /// <summary>A transfer has been read to its end and checked.</summary>
    [TraceEvent(0x00010001, Provider = Provider, Category = "Transfer", Chart = ChartHint.Lane,
        Description = "A transfer was read to its end and its hash was checked")]
    public static partial void RecordTransferCompleted(
        this Tracer? tracer,
        [FlowId] uint flowId,
        [TraceField(Bits = 56, Kind = FieldKind.Bytes, Unit = "bytes", Description = "Bytes of content")] ulong contentBytes,
        [TraceField(Description = "What the check said")] TransferOutcome outcome);

    /// <summary>A connection has been given its congestion control.</summary>
    [TraceEvent(Provider = Provider, Category = "CongestionControl", Chart = ChartHint.Lane,
        Description = "The connection's congestion control algorithm was chosen")]
    public static partial void RecordAlgorithmChosen(
        this Tracer? tracer,
        [FlowId] uint flowId,
        [TraceField(Kind = FieldKind.State, Description = "The algorithm")] CongestionAlgorithm algorithm);

    /// <summary>A connection has got its path: tracer and flow are the connection's.</summary>
    [TraceEvent(Provider = Provider, Category = "Connection", Chart = ChartHint.Lane, Since = "0.1",
        Description = "The connection has a path: what it takes to find it in a packet capture")]
    public static partial void RecordPathOpened(
        this Connection connection,
        [TraceField(Description = "Whose path: client or server")] string endpoint,
        [TraceField(Description = "Where packets go")] IPAddress peer,
        [TraceField(Kind = FieldKind.Identifier)] ushort peerPort,
        [TraceField(Kind = FieldKind.Identifier, Description = "Where they come from")] ushort localPort,
        [TraceField(Description = "When, by the wall clock")] DateTimeOffset openedAt);
}
