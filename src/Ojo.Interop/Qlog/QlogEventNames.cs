using System.Text;
using Ojo.Catalogue;

namespace Ojo.Interop.Qlog;

/// <summary>The names that a trace's events have. How many are told apart, and what they may be called, is not left to the file.</summary>
internal sealed class QlogEventNames
{
    private const int Most = 400;
    private const int MostLength = 100;
    private readonly Dictionary<byte[], QlogEventName> _names = new(Utf8Comparer.Instance);
    private readonly Dictionary<byte[], QlogEventName>.AlternateLookup<ReadOnlySpan<byte>> _byBytes;
    private readonly HashSet<uint> _ids = [.. QlogTypes.All.Select(static type => type.Id)];
    private readonly HashSet<string> _wireNames = [.. QlogTypes.All.Select(static type => type.Name)];

    public QlogEventNames() => _byBytes = _names.GetAlternateLookup<ReadOnlySpan<byte>>();

    /// <summary>What is known of a name.</summary>
    public QlogEventName Find(ReadOnlySpan<byte> name) => _byBytes.TryGetValue(name, out QlogEventName? found) ? found : Add(name);

    /// <summary>What a name says, whichever of its spellings in the versions of qlog it is.</summary>
    private static QlogEventKind KindOf(string name)
    {
        int colon = name.IndexOf(':', StringComparison.Ordinal);
        string category = colon < 0 ? "" : name[..colon];
        if (category is not ("" or "transport" or "recovery" or "connectivity" or "quic" or "metric_update" or "loss"))
        {
            return QlogEventKind.Other;
        }

        return name[(colon + 1)..] switch
        {
            "packet_sent" => QlogEventKind.PacketSent,
            "packet_received" => QlogEventKind.PacketReceived,
            "packet_dropped" or "packet_drop" => QlogEventKind.PacketDropped,
            "packet_lost" => QlogEventKind.PacketLost,
            "packets_acked" => QlogEventKind.PacketsAcked,
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

    private static string WireNameOf(string name)
    {
        StringBuilder wire = new();
        foreach (char c in name)
        {
            if (wire.Length == MostLength)
            {
                break;
            }

            wire.Append(char.IsAsciiLetterOrDigit(c) ? char.ToUpperInvariant(c) : '_');
        }

        if (wire.Length == 0)
        {
            return "EVENT";
        }

        return char.IsAsciiDigit(wire[0]) ? $"EVENT_{wire}" : wire.ToString();
    }

    private static string Printable(string name)
    {
        string shown = string.Concat(name.Take(MostLength).Select(static c => char.IsControl(c) || char.IsSurrogate(c) || c is '\u2028' or '\u2029' ? '\uFFFD' : c));
        return shown.Length == 0 ? "without a name" : shown;
    }

    private QlogEventName Add(ReadOnlySpan<byte> name)
    {
        string text = Encoding.UTF8.GetString(name[..Math.Min(name.Length, 4 * MostLength)]);
        QlogEventKind kind = KindOf(text.ToLowerInvariant());
        if (_names.Count >= Most || name.Length > 4 * MostLength)
        {
            return new QlogEventName(kind, QlogTypes.Other) { IsDeclared = true };
        }

        string stem = WireNameOf(text);
        string wire = stem;
        for (int n = 2; !_wireNames.Add(wire) || !_ids.Add(EventTypeId.Derive(QlogTypes.Provider, wire)); n++)
        {
            wire = $"{stem}_{n}";
        }

        QlogEventName added = new(kind, QlogTypes.Generic(wire, EventTypeId.Derive(QlogTypes.Provider, wire), Printable(text)));
        _names.Add(name.ToArray(), added);
        return added;
    }
}
