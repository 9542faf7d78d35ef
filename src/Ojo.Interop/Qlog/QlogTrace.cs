using System.Text;
using Ojo.Interop.Importing;

namespace Ojo.Interop.Qlog;

/// <summary>Makes a run of one trace: each connection a flow, each of its streams a flow below it.</summary>
internal sealed class QlogTrace : IDisposable
{
    private const int MostConnections = 1 << 16;
    private const int MostStreams = 1 << 20;
    private const int MostServiceLength = 100;
    private const int MostGroupLength = 512;

    private readonly ImportSource _source;
    private readonly ImportTarget _target;
    private readonly ImportReport _report;
    private readonly QlogEventNames _names = new();
    private readonly QlogPacket _packet = new();
    private readonly QlogMetrics _metrics = new();
    private readonly JsonRest _extras = new();
    private readonly JsonRest _rest = new();
    private readonly Dictionary<byte[], QlogConnection> _connections = new(Utf8Comparer.Instance);
    private readonly Dictionary<byte[], QlogConnection>.AlternateLookup<ReadOnlySpan<byte>> _byGroup;
    private readonly byte[] _joined = new byte[512];
    private QlogClock? _clock;
    private ImportedRun? _run;
    private QlogConnection? _first;
    private QlogConnection _connection = null!;
    private long _now;
    private uint _lastFlow;
    private int _streams;
    private long _early;
    private bool _isTold;
    private bool _isTimeTold;
    private bool _isStreamTold;

    /// <summary>Makes a trace.</summary>
    /// <param name="source">The file.</param>
    /// <param name="target">Takes the run.</param>
    /// <param name="report">Told of what cannot be understood.</param>
    /// <param name="number">The trace's number in the file.</param>
    /// <param name="head">What it says of itself; more may come until the first event.</param>
    public QlogTrace(ImportSource source, ImportTarget target, ImportReport report, int number, QlogHead head)
    {
        (_source, _target, _report, Number, Head) = (source, target, report, number, head);
        _byGroup = _connections.GetAlternateLookup<ReadOnlySpan<byte>>();
    }

    /// <summary>The trace's number in the file.</summary>
    public int Number { get; }

    /// <summary>What it says of itself.</summary>
    public QlogHead Head { get; }

    /// <summary>Takes an event.</summary>
    /// <param name="json">It, as a whole.</param>
    /// <param name="offset">Where in the file it begins.</param>
    public void Take(ReadOnlySpan<byte> json, long offset)
    {
        _extras.Clear();
        QlogEvent read = QlogEvent.Read(json, Head.EventFields, _extras, out int faultAt);
        if (faultAt >= 0)
        {
            Refuse(offset + faultAt);
            return;
        }

        Take(json, offset, read);
    }

    /// <summary>Takes an event that has been taken apart.</summary>
    public void Take(ReadOnlySpan<byte> json, long offset, QlogEvent read, JsonRest extras)
    {
        _extras.Clear();
        if (!extras.IsEmpty)
        {
            JsonCursor cursor = new(extras.Json);
            bool isFirst = true;
            cursor.TryEnterObject();
            while (cursor.NextMember(ref isFirst, out ReadOnlySpan<byte> key))
            {
                _extras.Add(key, cursor.SkipValue());
            }
        }

        Take(json, offset, read);
    }

    /// <summary>Says that an event is broken.</summary>
    public void Refuse(long offset) =>
        _report.Add(offset, _report.KeepsWords ? "This is no JSON, or nested deeper than 64 levels; the event that it is in was left out." : "");

    /// <summary>Takes what stood behind the events and was not known before them.</summary>
    public void TakeTail(JsonRest rest)
    {
        if (!rest.IsEmpty && _run is not null && _first is not null)
        {
            WriteHead(_first, default, rest.Json);
        }
    }

    /// <summary>Finishes the run. A trace without an event still is one.</summary>
    public void Dispose()
    {
        if (_run is null && !Head.Json.IsEmpty)
        {
            _clock = new QlogClock(Head, null, default, _source.LastWritten);
            Begin();
        }

        if (_run is null)
        {
            return;
        }

        _run.Dispose();
        if (_early > 0)
        {
            _report.Add(-1, $"{_early} events of trace {Number + 1} have times before its zero; they were put at zero.");
        }

        if (_run.CutTexts > 0)
        {
            _report.Add(-1, $"{_run.CutTexts} texts of trace {Number + 1} are longer than {ImportedRun.MostTextBytes} bytes; they were cut.");
        }
    }

    private static ReadOnlySpan<byte> Scalar(ReadOnlySpan<byte> value) => value.Length >= 2 && value[0] == '"' ? value[1..^1] : value;

    private void Take(ReadOnlySpan<byte> json, long offset, in QlogEvent read)
    {
        _clock ??= new QlogClock(Head, read.TimeForm, read.Time, _source.LastWritten);
        if (!read.Time.IsEmpty && !_clock.TryTick(read.Time) && !_isTimeTold)
        {
            _isTimeTold = true;
            _report.Add(offset, "This event's time is no number; it, and others like it, were given the time of the event before.");
        }

        _now = _clock.NowNs;
        if (_now < 0)
        {
            _now = 0;
            _early++;
        }

        if (_run is null)
        {
            Begin();
        }

        _connection = ConnectionOf(read.GroupId);
        _isTold = false;
        _rest.Clear();
        QlogEventName name = _names.Find(FullName(read));
        int faultAt = Take(name.Kind, read.Data);
        if (faultAt >= 0)
        {
            // Where the data begins in the event; both are parts of one array.
            json.Overlaps(read.Data, out int start);
            Refuse(offset + start + faultAt);
            return;
        }

        WriteRest(name, read);
    }

    private ReadOnlySpan<byte> FullName(in QlogEvent read)
    {
        if (read.Category.IsEmpty || read.Category.Length + read.Name.Length + 1 > _joined.Length)
        {
            return read.Name;
        }

        read.Category.CopyTo(_joined);
        _joined[read.Category.Length] = (byte)':';
        read.Name.CopyTo(_joined.AsSpan(read.Category.Length + 1));
        return _joined.AsSpan(0, read.Category.Length + 1 + read.Name.Length);
    }

    private void Begin()
    {
        string service = Head.Name is { Length: > 0 } name ? name : Head.Title is { Length: > 0 } title ? title : "qlog";
        _run = _target.Begin(new ImportedRunStart
        {
            Service = string.Concat(service.Where(static c => !char.IsControl(c)).Take(MostServiceLength)),
            StartUnixNs = _clock!.StartUnixNs,
            Events = QlogTypes.All,
            Number = Number,
            Clock = "qlog",
        });
        _first = new QlogConnection(++_lastFlow);
        WriteHead(_first, Head.GroupId, Head.Json.Json);
    }

    private void WriteHead(QlogConnection connection, ReadOnlySpan<byte> group, ReadOnlySpan<byte> json)
    {
        _run!.Write(_now, connection.Flow, QlogTypes.Trace.Id, 0);
        _run.WriteText(group);
        _run.WriteText(json);
    }

    private QlogConnection ConnectionOf(ReadOnlySpan<byte> group)
    {
        ReadOnlySpan<byte> key = Scalar(group);
        if (key.IsEmpty || key.SequenceEqual(Head.GroupId))
        {
            return _first!;
        }

        if (_byGroup.TryGetValue(key, out QlogConnection? known))
        {
            return known;
        }

        if (_connections.Count >= MostConnections || key.Length > MostGroupLength)
        {
            return _first!;
        }

        // A file that names no group for all of it but one for each event has as many connections as groups.
        bool isFirst = Head.GroupId.Length == 0 && _connections.Count == 0;
        QlogConnection added = isFirst ? _first! : new QlogConnection(++_lastFlow);
        _connections.Add(key.ToArray(), added);
        WriteHead(added, key, default);
        return added;
    }

    private void Tell(uint type, ulong word)
    {
        _isTold = true;
        _run!.Write(_now, _connection.Flow, type, word);
    }

    /// <summary>Writes what no other event holds, so that nothing is lost; and something at all, so that the event counts for its flow's time.</summary>
    private void WriteRest(QlogEventName name, in QlogEvent read)
    {
        if (_isTold && _rest.IsEmpty && _extras.IsEmpty)
        {
            return;
        }

        if (!name.IsDeclared)
        {
            name.IsDeclared = true;
            _run!.Declare(name.Type);
        }

        _run!.Write(_now, _connection.Flow, name.Type.Id, 0);
        if (ReferenceEquals(name.Type, QlogTypes.Other))
        {
            _run.WriteText(FullName(read));
        }

        ReadOnlySpan<byte> data = _rest.IsEmpty && !_isTold ? read.Data : _rest.Json;
        if (!_extras.IsEmpty)
        {
            if (read.IsEvent)
            {
                _rest.Clear();
                byte[] copy = data.ToArray();
                if (copy.Length > 0)
                {
                    _rest.Add("data"u8, copy);
                }

                _rest.Add("event"u8, _extras.Json);
                data = _rest.Json;
            }
            else
            {
                data = _extras.Json;
            }
        }

        _run.WriteText(data);
    }

    private int Take(QlogEventKind kind, ReadOnlySpan<byte> data)
    {
        if (data.IsEmpty || data[0] != '{')
        {
            return -1;
        }

        return kind switch
        {
            QlogEventKind.PacketSent => TakePacket(data, isSent: true),
            QlogEventKind.PacketReceived => TakePacket(data, isSent: false),
            QlogEventKind.PacketLost => TakeLost(data),
            QlogEventKind.Metrics => TakeMetrics(data),
            QlogEventKind.Other => -1,
            _ => TakeRare(kind, data),
        };
    }

    private int TakePacket(ReadOnlySpan<byte> data, bool isSent)
    {
        int faultAt = _packet.Read(data, isLoss: false, _rest);
        if (faultAt >= 0)
        {
            return faultAt;
        }

        WritePacket(isSent);
        for (int i = 0; i < _packet.Acknowledged.Count && !isSent; i++)
        {
            (ulong from, ulong to) = _packet.Acknowledged[i];
            Acknowledge(_packet.Type.Space, from, to);
        }

        foreach (QlogFrame frame in _packet.Frames)
        {
            WriteFrame(frame, isSent);
        }

        return -1;
    }

    private void WritePacket(bool isSent)
    {
        ulong space = (ulong)_packet.Type.Space;
        if (_packet.Number is not { } number || !_packet.Type.HasNumber || number >> 62 != 0)
        {
            if (_packet.Number is { } told && _packet.Type.HasNumber)
            {
                _rest.Add("packet_number"u8, Encoding.ASCII.GetBytes(told.ToString(System.Globalization.CultureInfo.InvariantCulture)));
            }

            Tell((isSent ? QlogTypes.PacketSentUnnumbered : QlogTypes.PacketReceivedUnnumbered).Id, _packet.Size ?? 0);
            return;
        }

        if (isSent)
        {
            _connection.Sent(_packet.Type.Space).Send(number);
        }

        if (_packet.Size is not { } size)
        {
            Tell((isSent ? QlogTypes.PacketSentUnsized : QlogTypes.PacketReceivedUnsized).Id, number | (space << 62));
        }
        else if (number >> 46 == 0 && size <= ushort.MaxValue)
        {
            Tell(isSent ? BuiltInEvent.PacketSentSized : BuiltInEvent.PacketReceivedSized, number | (space << 46) | (size << 48));
        }
        else
        {
            _isTold = true;
            _run!.Write(_now, _connection.Flow, (isSent ? QlogTypes.PacketSentLarge : QlogTypes.PacketReceivedLarge).Id, [number | (space << 62), size]);
        }
    }

    private void Acknowledge(int space, ulong from, ulong to)
    {
        SentPackets sent = _connection.Sent(space);
        while (sent.TryAcknowledge(from, to, out ulong number))
        {
            Tell(BuiltInEvent.PacketAckedInSpace, number | ((ulong)space << 62));
        }
    }

    private void WriteFrame(in QlogFrame frame, bool isSent)
    {
        switch (frame.Kind)
        {
            case QlogFrameKind.Stream:
                uint flow = StreamFlow(frame.StreamId, QlogStreamSeen.Opened | (!frame.IsFin ? 0 : isSent ? QlogStreamSeen.FinSent : QlogStreamSeen.FinReceived), out QlogStreamSeen before);
                WriteStreamData(frame, isSent, flow, before);
                break;
            case QlogFrameKind.ResetStream:
                Close(frame.StreamId, isSent ? 2ul : 3);
                break;
            case QlogFrameKind.MaxData when !isSent:
                Tell(BuiltInEvent.ConnectionMaxDataUpdate, frame.Value);
                break;
            case QlogFrameKind.MaxStreamData when !isSent:
                _run!.Write(_now, StreamFlow(frame.StreamId, default, out _), BuiltInEvent.StreamMaxDataUpdate, frame.Value);
                break;
            case QlogFrameKind.DataBlocked when isSent:
                Tell(BuiltInEvent.DataBlocked, Blocked(1, frame.Value));
                break;
            case QlogFrameKind.StreamDataBlocked when isSent:
                _run!.Write(_now, StreamFlow(frame.StreamId, default, out _), BuiltInEvent.DataBlocked, Blocked(2, frame.Value));
                break;
        }
    }

    private void WriteStreamData(in QlogFrame frame, bool isSent, uint flow, QlogStreamSeen before)
    {
        _run!.Write(_now, flow, isSent ? BuiltInEvent.StreamDataSent : BuiltInEvent.StreamDataReceived, [frame.StreamId, frame.Value, frame.Length]);
        QlogStreamSeen fin = isSent ? QlogStreamSeen.FinSent : QlogStreamSeen.FinReceived;
        if (!frame.IsFin || (before & fin) != 0)
        {
            return;
        }

        _run.Write(_now, flow, isSent ? BuiltInEvent.StreamFinSent : QlogTypes.StreamFinReceived.Id, frame.StreamId);
        bool isOneWay = (frame.StreamId & 2) != 0;
        if (isOneWay || (before & (QlogStreamSeen.FinSent | QlogStreamSeen.FinReceived)) != 0)
        {
            Close(frame.StreamId, 1);
        }
    }

    private void Close(ulong streamId, ulong reason)
    {
        uint flow = StreamFlow(streamId, QlogStreamSeen.Closed, out QlogStreamSeen before);
        if ((before & QlogStreamSeen.Closed) == 0)
        {
            _run!.Write(_now, flow, BuiltInEvent.StreamClosed, (streamId & (ulong.MaxValue >> 8)) | (reason << 56));
        }
    }

    /// <summary>A stream's flow, made where there is none.</summary>
    private uint StreamFlow(ulong streamId, QlogStreamSeen seen, out QlogStreamSeen before)
    {
        ref QlogStream stream = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrNullRef(_connection.Streams, streamId);
        if (!System.Runtime.CompilerServices.Unsafe.IsNullRef(ref stream))
        {
            before = stream.Seen;
            stream.Seen |= seen;
        }
        else
        {
            before = default;
            if (_streams >= MostStreams)
            {
                if (!_isStreamTold)
                {
                    _isStreamTold = true;
                    _report.Add(-1, $"There are more than {MostStreams} streams; what happened on those after them was put to their connection.");
                }

                return _connection.Flow;
            }

            _streams++;
            stream = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(_connection.Streams, streamId, out _);
            stream = new QlogStream(++_lastFlow, seen);
            _run!.Write(_now, stream.Flow, BuiltInEvent.StreamLinkParent, _connection.Flow);
        }

        if ((seen & ~before & QlogStreamSeen.Opened) != 0)
        {
            _run!.Write(_now, stream.Flow, BuiltInEvent.StreamOpened, streamId);
        }

        return stream.Flow;
    }

    private int TakeLost(ReadOnlySpan<byte> data)
    {
        int faultAt = _packet.Read(data, isLoss: true, _rest);
        if (faultAt >= 0)
        {
            return faultAt;
        }

        if (_packet.Number is { } number && number >> 56 == 0)
        {
            Tell(BuiltInEvent.PacketLostInSpace, number | ((ulong)_packet.Type.Space << 56) | (_packet.LossReason << 58));
        }
        else
        {
            Tell(QlogTypes.PacketLostUnnumbered.Id, _packet.Number ?? 0);
        }

        if (_packet.Size is { } size)
        {
            _rest.Add("packet_size"u8, Encoding.ASCII.GetBytes(size.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        }

        return -1;
    }

    private int TakeMetrics(ReadOnlySpan<byte> data)
    {
        int faultAt = _metrics.Read(data, Head.Shift, _rest);
        if (faultAt >= 0)
        {
            return faultAt;
        }

        TellMetric(QlogMetric.Cwnd, BuiltInEvent.CwndUpdated);
        TellMetric(QlogMetric.Ssthresh, BuiltInEvent.SsthreshUpdated);
        TellMetric(QlogMetric.BytesInFlight, BuiltInEvent.BytesInFlightUpdated);
        TellMetric(QlogMetric.PacketsInFlight, QlogTypes.PacketsInFlight.Id);
        TellMetric(QlogMetric.RttSmoothed, QlogTypes.RttSmoothed.Id);
        TellMetric(QlogMetric.RttMin, QlogTypes.RttMin.Id);
        TellMetric(QlogMetric.RttVariance, QlogTypes.RttVariance.Id);
        TellMetric(QlogMetric.PtoCount, BuiltInEvent.PtoCountUpdated);
        TellMetric(QlogMetric.PacingRate, QlogTypes.PacingRate.Id);
        if (_metrics.Has(QlogMetric.RttLatest))
        {
            // Each is a sample, also where it is the same as the one before.
            Tell(QlogTypes.RttLatest.Id, _metrics.Value(QlogMetric.RttLatest));
        }

        return -1;
    }

    /// <summary>Tells a metric where it is another than before; once times went back, the one before is not known.</summary>
    private void TellMetric(QlogMetric metric, uint type)
    {
        if (_metrics.Has(metric) && (_connection.Change(metric, _metrics.Value(metric)) || _clock!.WentBack))
        {
            Tell(type, _metrics.Value(metric));
        }
    }

    private int TakeRare(QlogEventKind kind, ReadOnlySpan<byte> data)
    {
        QlogRareEvent read = QlogRareEvent.Read(data, out int faultAt);
        if (faultAt >= 0)
        {
            return faultAt;
        }

        switch (kind)
        {
            case QlogEventKind.PacketDropped:
                Tell(QlogTypes.PacketDropped.Id, read.Size ?? 0);
                break;
            case QlogEventKind.PacketsAcked:
                TakeAcked(read);
                break;
            case QlogEventKind.CongestionState:
                Tell(QlogTypes.CongestionState.Id, QlogTypes.StateOf(QlogTypes.CongestionState, read.New));
                break;
            case QlogEventKind.ConnectionState:
                Tell(QlogTypes.ConnectionState.Id, QlogTypes.StateOf(QlogTypes.ConnectionState, read.New));
                break;
            case QlogEventKind.ConnectionStarted:
                Tell(BuiltInEvent.ConnectionOpened, Head.IsServer ? 1ul : 0);
                break;
            case QlogEventKind.ConnectionClosed:
                Tell(BuiltInEvent.ConnectionClosed, read.CloseReason | (read.Code << 8));
                break;
            case QlogEventKind.StreamState when read.StreamId is { } id:
                _run!.Write(_now, StreamFlow(id, default, out _), QlogTypes.StreamState.Id, QlogTypes.StateOf(QlogTypes.StreamState, read.New));
                if (read.New.SequenceEqual("closed"u8) || read.New.SequenceEqual("destroyed"u8))
                {
                    Close(id, 0);
                }

                break;
            case QlogEventKind.ConnectionBlocked:
                Tell(read.IsUnblocked ? BuiltInEvent.DataUnblocked : BuiltInEvent.DataBlocked, read.BlockedReason);
                break;
            case QlogEventKind.StreamBlocked when read.StreamId is { } id:
                _run!.Write(_now, StreamFlow(id, default, out _), read.IsUnblocked ? BuiltInEvent.DataUnblocked : BuiltInEvent.DataBlocked, read.BlockedReason);
                break;
            case QlogEventKind.Parameters when read.IsRemote && read.MaxData is { } limit:
                Tell(BuiltInEvent.ConnectionMaxDataUpdate, limit);
                break;
        }

        // What is rare is kept as a whole.
        _isTold = false;
        return -1;
    }

    private void TakeAcked(in QlogRareEvent read)
    {
        int space = QlogSpace.Of(read.Space).Space;
        SentPackets sent = _connection.Sent(space);
        JsonCursor cursor = new(read.PacketNumbers);
        bool isFirst = true;
        if (!cursor.TryEnterArray())
        {
            return;
        }

        while (cursor.NextElement(ref isFirst))
        {
            if (!JsonNumber.TryUInt64(Scalar(cursor.SkipValue()), out ulong number) || number >> 62 != 0)
            {
                continue;
            }

            // An acknowledgement of what was never seen sent is told as it is; of what was, once.
            if (sent.TryAcknowledge(number, number, out _) || sent.Largest is not { } largest || number > largest)
            {
                Tell(BuiltInEvent.PacketAckedInSpace, number | ((ulong)space << 62));
            }
        }
    }

    private static ulong Blocked(ulong reason, ulong limit) => reason | (limit << 8);
}
