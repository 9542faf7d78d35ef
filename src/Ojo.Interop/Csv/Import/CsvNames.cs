using System.Collections.Frozen;

namespace Ojo.Interop.Csv.Import;

/// <summary>What columns mean by the names that people give them.</summary>
internal static class CsvNames
{
    // Of several columns, the one whose name stands further left here.
    private static readonly (CsvMeaning Meaning, string[] Names)[] s_known =
    [
        (CsvMeaning.Time, ["time", "timestamp", "datetime", "date", "ts", "tstamp", "abstime", "reltime", "relativetime", "elapsed", "elapsedtime", "now", "t", "frametimeepoch", "frametimerelative"]),
        (CsvMeaning.Flow, ["flow", "flowid", "connection", "connectionid", "conn", "connid", "cid", "session", "sessionid", "tcpstream", "socket", "path", "pathid"]),
        (CsvMeaning.Event, ["event", "eventtype", "eventname", "type"]),
        (CsvMeaning.Cwnd, ["cwnd", "cwin", "congestionwindow", "cwndbytes"]),
        (CsvMeaning.Ssthresh, ["ssthresh", "ssthr", "slowstartthreshold"]),
        (CsvMeaning.BytesInFlight, ["bytesinflight", "inflight", "inflightbytes", "flightsize", "bytesintransit", "transit"]),
        (CsvMeaning.Rtt, ["rtt", "latestrtt", "rttlatest", "lastrtt", "rttsample", "samplertt", "ackrtt", "tcpanalysisackrtt"]),
        (CsvMeaning.SmoothedRtt, ["srtt", "smoothedrtt", "rttsmoothed", "smoothrtt"]),
        (CsvMeaning.MinRtt, ["minrtt", "rttmin"]),
        (CsvMeaning.RttVariance, ["rttvar", "rttvariance", "varrtt", "mdev", "rttmdev"]),
        (CsvMeaning.PacingRate, ["pacingrate"]),
        (CsvMeaning.PacketNumber, ["packetnumber", "packetnum", "pktnum", "pn", "pktnumber"]),
        (CsvMeaning.Size, ["size", "packetsize", "pktsize"]),
        (CsvMeaning.StreamId, ["streamid"]),
        (CsvMeaning.Offset, ["offset", "streamoffset"]),
        (CsvMeaning.Length, ["length", "datalength"]),
    ];

    private static readonly FrozenDictionary<string, (CsvMeaning Meaning, int Rank)> s_byName =
        s_known.SelectMany(static known => known.Names.Select((name, rank) => (name, known.Meaning, rank)))
            .ToFrozenDictionary(static known => known.name, static known => (known.Meaning, known.rank));

    /// <summary>The words for what can be mapped, as <c>--map</c> has them.</summary>
    public static IReadOnlyDictionary<string, CsvMeaning> Keys { get; } = new Dictionary<string, CsvMeaning>(StringComparer.OrdinalIgnoreCase)
    {
        ["time"] = CsvMeaning.Time,
        ["flow"] = CsvMeaning.Flow,
        ["event"] = CsvMeaning.Event,
        ["cwnd"] = CsvMeaning.Cwnd,
        ["ssthresh"] = CsvMeaning.Ssthresh,
        ["bytes_in_flight"] = CsvMeaning.BytesInFlight,
        ["rtt"] = CsvMeaning.Rtt,
        ["smoothed_rtt"] = CsvMeaning.SmoothedRtt,
        ["min_rtt"] = CsvMeaning.MinRtt,
        ["rtt_variance"] = CsvMeaning.RttVariance,
        ["pacing_rate"] = CsvMeaning.PacingRate,
        ["packet_number"] = CsvMeaning.PacketNumber,
        ["size"] = CsvMeaning.Size,
        ["stream_id"] = CsvMeaning.StreamId,
        ["offset"] = CsvMeaning.Offset,
        ["length"] = CsvMeaning.Length,
    };

    /// <summary>What a name means, and how sure that is: of two columns the one with the lower rank has the meaning.</summary>
    public static (CsvMeaning Meaning, int Rank) Of(string name) => s_byName.GetValueOrDefault(Letters(name));

    /// <summary>The field that a column's meaning makes it in an event that has it.</summary>
    public static FieldPart PartOf(CsvMeaning meaning) => meaning switch
    {
        CsvMeaning.PacketNumber => FieldPart.PacketNumber,
        CsvMeaning.Size => FieldPart.Size,
        CsvMeaning.StreamId => FieldPart.StreamId,
        CsvMeaning.Offset => FieldPart.Offset,
        CsvMeaning.Length => FieldPart.Length,
        _ => FieldPart.None,
    };

    /// <summary>What sort of number a column has that says no unit.</summary>
    public static FieldKind KindOf(CsvMeaning meaning) => meaning switch
    {
        CsvMeaning.Flow or CsvMeaning.PacketNumber or CsvMeaning.StreamId => FieldKind.Identifier,
        CsvMeaning.Cwnd or CsvMeaning.Ssthresh or CsvMeaning.BytesInFlight or CsvMeaning.Size or CsvMeaning.Offset or CsvMeaning.Length => FieldKind.Bytes,
        CsvMeaning.Rtt or CsvMeaning.SmoothedRtt or CsvMeaning.MinRtt or CsvMeaning.RttVariance => FieldKind.Duration,
        CsvMeaning.PacingRate => FieldKind.Rate,
        _ => FieldKind.None,
    };

    private static string Letters(string name) => string.Concat(name.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();
}
