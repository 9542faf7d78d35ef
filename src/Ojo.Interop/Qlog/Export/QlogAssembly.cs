using System.Buffers;
using System.Text.Json;
using Ojo.Interop.Json;
using Ojo.Storage.Queries;

namespace Ojo.Interop.Qlog.Export;

/// <summary>
/// Makes events of a qlog file of a connection's records, which come in order of time: what belongs to a packet at the same time stands in it as frames, and
/// metrics of the same time are one event.
/// </summary>
/// <remarks>It remembers what is of one time, up to some thousand frames.</remarks>
internal sealed class QlogAssembly : IDisposable
{
    private const int MostFrames = 4096;

    private readonly QlogOutput _file;
    private readonly QlogPendingPacket _packet = new();
    private readonly ulong?[] _metrics = new ulong?[(int)QlogMetric.Count];
    private readonly ArrayBufferWriter<byte> _others = new();
    private readonly List<int> _otherEnds = [];
    private readonly Utf8JsonWriter _json;
    private IReadOnlyList<Gap> _gaps = [];
    private int _nextGap;
    private long _tNs = -1;
    private bool _hasMetrics;

    /// <param name="file">Takes the events.</param>
    public QlogAssembly(QlogOutput file)
    {
        _file = file;
        _json = new Utf8JsonWriter(file.Output, JsonCells.Options);
    }

    /// <inheritdoc/>
    public void Dispose() => _json.Dispose();

    /// <summary>Begins a connection.</summary>
    /// <param name="gaps">Where its run lost events, in order.</param>
    public void Begin(IReadOnlyList<Gap> gaps) => (_gaps, _nextGap, _tNs) = (gaps, 0, -1);

    /// <summary>Ends a connection.</summary>
    public void End()
    {
        Flush();
        _tNs = -1;
    }

    /// <summary>Takes the next record.</summary>
    public void Take(in QlogRecord record, ReadOnlySpan<byte> text)
    {
        if (record.TNs != _tNs)
        {
            Flush();
            TellGaps(record.TNs);
            _tNs = record.TNs;
        }

        switch (record.Kind)
        {
            case QlogRecordKind.Packet:
                if (!_packet.TryAdopt(record, text))
                {
                    Flush();
                    _packet.Begin(record, text);
                }

                break;
            case QlogRecordKind.Acked:
                FramesOf(isSent: false, record.Space, isAck: true);
                _packet.Acknowledge(record.Number);
                break;
            case QlogRecordKind.StreamData or QlogRecordKind.Limit:
                FramesOf(record.IsSent, _packet.Space, isAck: false);
                _packet.Frames.Add(record);
                break;
            case QlogRecordKind.StreamEnd when _packet.TryEnd(record):
                break;
            case QlogRecordKind.Metric:
                if (_metrics[(int)record.Metric] is not null)
                {
                    Flush();
                }

                _metrics[(int)record.Metric] = record.Value;
                _hasMetrics = true;
                break;
            default:
                _others.Write(text);
                _otherEnds.Add(_others.WrittenCount);
                break;
        }

        if (_packet.Frames.Count >= MostFrames || _otherEnds.Count >= MostFrames)
        {
            Flush();
        }
    }

    /// <summary>Makes sure that the packet at hand can take a frame.</summary>
    private void FramesOf(bool isSent, byte space, bool isAck)
    {
        if (_packet.IsOpen && (_packet.IsSent != isSent || (isAck && _packet.Space != space)))
        {
            Flush();
        }

        if (!_packet.IsOpen)
        {
            _packet.BeginBare(isSent, isAck ? space : (byte)0);
        }
    }

    private void TellGaps(long tNs)
    {
        for (; _nextGap < _gaps.Count && _gaps[_nextGap].FromNs <= tNs; _nextGap++)
        {
            // Those before a connection's first event are none of its own.
            if (_tNs >= 0 || _gaps[_nextGap].ToNs >= tNs)
            {
                Gap gap = _gaps[_nextGap];
                BeginEvent(Math.Max(0, gap.FromNs));
                _json.WriteString("name"u8, "ojo:events_dropped"u8);
                _json.WriteStartObject("data"u8);
                _json.WriteNumber("events"u8, gap.Events);
                _json.WriteString("cause"u8, gap.Cause.ToString());
                _json.WritePropertyName("until"u8);
                WriteTime(gap.ToNs);
                _json.WriteEndObject();
                EndEvent();
            }
        }
    }

    private void Flush()
    {
        if (_packet.IsOpen)
        {
            BeginEvent(_tNs);
            _packet.Write(_json, _file.Names);
            EndEvent();
            _packet.Close();
        }

        if (_hasMetrics)
        {
            WriteMetrics();
        }

        int start = 0;
        foreach (int end in _otherEnds)
        {
            BeginEvent(_tNs);
            _json.Flush();

            // An object without its first brace: the time stands before its members.
            _file.Output.Write(","u8);
            _file.Output.Write(_others.WrittenSpan[(start + 1)..end]);
            _json.Reset(_file.Output);
            _file.EndEvent();
            start = end;
        }

        _others.ResetWrittenCount();
        _otherEnds.Clear();
    }

    private void WriteMetrics()
    {
        BeginEvent(_tNs);
        _json.WriteString("name"u8, _file.Names == QlogNames.Ietf ? "quic:recovery_metrics_updated"u8 : "recovery:metrics_updated"u8);
        _json.WriteStartObject("data"u8);
        for (QlogMetric metric = 0; metric < QlogMetric.Count; metric++)
        {
            if (_metrics[(int)metric] is not { } value)
            {
                continue;
            }

            if (metric is QlogMetric.RttLatest or QlogMetric.RttMin or QlogMetric.RttSmoothed or QlogMetric.RttVariance)
            {
                _json.WriteNumber(NameOf(metric), BitConverter.UInt64BitsToDouble(value));
            }
            else
            {
                _json.WriteWhole(NameOf(metric), value);
            }
        }

        Array.Clear(_metrics);
        _hasMetrics = false;
        _json.WriteEndObject();
        EndEvent();
    }

    private static ReadOnlySpan<byte> NameOf(QlogMetric metric) => metric switch
    {
        QlogMetric.Cwnd => "congestion_window"u8,
        QlogMetric.Ssthresh => "ssthresh"u8,
        QlogMetric.BytesInFlight => "bytes_in_flight"u8,
        QlogMetric.PacketsInFlight => "packets_in_flight"u8,
        QlogMetric.RttSmoothed => "smoothed_rtt"u8,
        QlogMetric.RttMin => "min_rtt"u8,
        QlogMetric.RttVariance => "rtt_variance"u8,
        QlogMetric.RttLatest => "latest_rtt"u8,
        QlogMetric.PtoCount => "pto_count"u8,
        _ => "pacing_rate"u8,
    };

    private void BeginEvent(long tNs)
    {
        _file.BeginEvent();
        _json.WriteStartObject();
        _json.WritePropertyName("time"u8);
        WriteTime(tNs);
    }

    private void EndEvent()
    {
        _json.WriteEndObject();
        _json.Flush();
        _json.Reset(_file.Output);
        _file.EndEvent();
    }

    private void WriteTime(long tNs)
    {
        Span<byte> text = stackalloc byte[32];
        _json.WriteRawValue(QlogJson.Milliseconds(tNs, text), skipInputValidation: true);
    }
}
