using System.Text;
using Ojo.Interop.Importing;

namespace Ojo.Interop.Qlog;

/// <summary>The names that a trace's events have. How many are told apart, and what they may be called, is not left to the file.</summary>
internal sealed class QlogEventNames
{
    private const int Most = 400;
    private readonly Dictionary<byte[], QlogEventName> _names = new(Utf8Comparer.Instance);
    private readonly Dictionary<byte[], QlogEventName>.AlternateLookup<ReadOnlySpan<byte>> _byBytes;
    private readonly WireNames _wireNames = new(QlogTypes.Provider, QlogTypes.All);

    public QlogEventNames() => _byBytes = _names.GetAlternateLookup<ReadOnlySpan<byte>>();

    /// <summary>What is known of a name.</summary>
    public QlogEventName Find(ReadOnlySpan<byte> name) => _byBytes.TryGetValue(name, out QlogEventName? found) ? found : Add(name);

    /// <summary>What a name says, whichever of its spellings in the versions of qlog it is.</summary>
    public static QlogEventKind KindOf(string name)
    {
        int colon = name.IndexOf(':', StringComparison.Ordinal);
        string category = colon < 0 ? "" : name[..colon];
        if (category is not ("" or "transport" or "recovery" or "connectivity" or "quic" or "metric_update" or "loss"))
        {
            return QlogEventKind.Other;
        }

        return name[(colon + 1)..] switch
        {
            "packet_sent" or "packet_tx" => QlogEventKind.PacketSent,
            "packet_received" or "packet_rx" => QlogEventKind.PacketReceived,
            "packet_dropped" or "packet_drop" => QlogEventKind.PacketDropped,
            "packet_lost" => QlogEventKind.PacketLost,
            "packets_lost" => QlogEventKind.PacketsLost,
            "packets_acked" or "packet_ack" => QlogEventKind.PacketsAcked,
            "metrics_updated" or "metric_updated" or "metric_update" or "recovery_metrics_updated" or "congestion_metric_update" => QlogEventKind.Metrics,
            "congestion_state_updated" => QlogEventKind.CongestionState,
            "connection_started" or "connection_new" => QlogEventKind.ConnectionStarted,
            "connection_closed" or "connection_close" => QlogEventKind.ConnectionClosed,
            "connection_state_updated" => QlogEventKind.ConnectionState,
            "stream_state_updated" => QlogEventKind.StreamState,
            "connection_data_blocked_updated" => QlogEventKind.ConnectionBlocked,
            "stream_data_blocked_updated" => QlogEventKind.StreamBlocked,
            "parameters_set" or "parameters_restored" => QlogEventKind.Parameters,
            _ => QlogEventKind.Other,
        };
    }

    private QlogEventName Add(ReadOnlySpan<byte> name)
    {
        string text = Encoding.UTF8.GetString(name[..Math.Min(name.Length, 4 * WireNames.MostLength)]);
        QlogEventKind kind = KindOf(text.ToLowerInvariant());
        if (_names.Count >= Most || name.Length > 4 * WireNames.MostLength)
        {
            return new QlogEventName(kind, QlogTypes.Other) { IsDeclared = true };
        }

        (string wire, uint id) = _wireNames.Add(text);
        QlogEventName added = new(kind, QlogTypes.Generic(wire, id, WireNames.Printable(text)));
        _names.Add(name.ToArray(), added);
        return added;
    }
}
