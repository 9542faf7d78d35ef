using System.Globalization;
using System.Text;
using Ojo.Interop.Importing;

namespace Ojo.Interop.Qlog;

/// <summary>Makes Ojo's events of what a qlog event says.</summary>
/// <param name="sink">Takes them.</param>
/// <param name="head">What the trace says of itself.</param>
/// <param name="clock">The trace's clock.</param>
/// <param name="rest">Takes what of an event they do not hold.</param>
internal sealed class QlogTranslation(QlogSink sink, QlogHead head, QlogClock clock, JsonRest rest)
{
    // What one event may say of packets that it does not number.
    private const ulong MostLostAtOnce = 65_536;

    private readonly QlogPacket _packet = new();
    private readonly QlogMetrics _metrics = new();

    /// <summary>Takes an event's data.</summary>
    /// <returns>Where its fault is; -1 where it has none.</returns>
    public int Take(QlogEventKind kind, ReadOnlySpan<byte> data)
    {
        if (data.IsEmpty || data[0] != '{')
        {
            TakeBare(kind, data);
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

    /// <summary>A packet of which nothing is said was sent, arrived or was lost all the same.</summary>
    private void TakeBare(QlogEventKind kind, ReadOnlySpan<byte> data)
    {
        uint? type = kind switch
        {
            QlogEventKind.PacketSent => QlogTypes.PacketSentUnnumbered.Id,
            QlogEventKind.PacketReceived => QlogTypes.PacketReceivedUnnumbered.Id,
            QlogEventKind.PacketLost => QlogTypes.PacketLostUnnumbered.Id,
            QlogEventKind.PacketDropped => QlogTypes.PacketDropped.Id,
            _ => null,
        };
        if (type is { } known)
        {
            sink.Tell(known, 0);
            if (!data.IsEmpty)
            {
                rest.Add("data"u8, data);
            }
        }
    }

    private int TakePacket(ReadOnlySpan<byte> data, bool isSent)
    {
        int faultAt = _packet.Read(data, isLoss: false, rest);
        if (faultAt >= 0)
        {
            return faultAt;
        }

        if (_packet.IsBare)
        {
            sink.IsTold = true;
        }
        else
        {
            WritePacket(isSent);
        }

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
                rest.Add("packet_number"u8, Encoding.ASCII.GetBytes(told.ToString(CultureInfo.InvariantCulture)));
            }

            sink.Tell((isSent ? QlogTypes.PacketSentUnnumbered : QlogTypes.PacketReceivedUnnumbered).Id, _packet.Size ?? 0);
            return;
        }

        if (isSent)
        {
            sink.Connection.Sent(_packet.Type.Space).Send(number);
        }

        if (_packet.Size is not { } size)
        {
            sink.Tell((isSent ? QlogTypes.PacketSentUnsized : QlogTypes.PacketReceivedUnsized).Id, number | (space << 62));
        }
        else if (number >> 46 == 0 && size <= ushort.MaxValue)
        {
            sink.Tell(isSent ? BuiltInEvent.PacketSentSized : BuiltInEvent.PacketReceivedSized, number | (space << 46) | (size << 48));
        }
        else
        {
            sink.Tell((isSent ? QlogTypes.PacketSentLarge : QlogTypes.PacketReceivedLarge).Id, number | (space << 62), size);
        }
    }

    private void Acknowledge(int space, ulong from, ulong to)
    {
        SentPackets sent = sink.Connection.Sent(space);
        while (sent.TryAcknowledge(from, to, out ulong number))
        {
            sink.Tell(BuiltInEvent.PacketAckedInSpace, number | ((ulong)space << 62));
        }
    }

    private void WriteFrame(in QlogFrame frame, bool isSent)
    {
        switch (frame.Kind)
        {
            case QlogFrameKind.Stream:
                sink.TellStreamData(frame, isSent);
                break;
            case QlogFrameKind.ResetStream:
                sink.Close(frame.StreamId, isSent ? 2ul : 3);
                break;
            case QlogFrameKind.MaxData when !isSent:
                sink.Tell(BuiltInEvent.ConnectionMaxDataUpdate, frame.Value);
                break;
            case QlogFrameKind.MaxStreamData when !isSent:
                sink.TellStream(frame.StreamId, BuiltInEvent.StreamMaxDataUpdate, frame.Value);
                break;
            case QlogFrameKind.DataBlocked when isSent:
                sink.Tell(BuiltInEvent.DataBlocked, Blocked(1, frame.Value));
                break;
            case QlogFrameKind.StreamDataBlocked when isSent:
                sink.TellStream(frame.StreamId, BuiltInEvent.DataBlocked, Blocked(2, frame.Value));
                break;
        }
    }

    private int TakeLost(ReadOnlySpan<byte> data)
    {
        int faultAt = _packet.Read(data, isLoss: true, rest);
        if (faultAt >= 0)
        {
            return faultAt;
        }

        if (_packet.Number is { } number && number >> 56 == 0)
        {
            sink.Tell(BuiltInEvent.PacketLostInSpace, number | ((ulong)_packet.Type.Space << 56) | (_packet.LossReason << 58));
        }
        else
        {
            sink.Tell(QlogTypes.PacketLostUnnumbered.Id, _packet.Number ?? 0);
        }

        if (_packet.Size is { } size)
        {
            rest.Add("packet_size"u8, Encoding.ASCII.GetBytes(size.ToString(CultureInfo.InvariantCulture)));
        }

        return -1;
    }

    private int TakeMetrics(ReadOnlySpan<byte> data)
    {
        int faultAt = _metrics.Read(data, head.Shift, rest);
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
            sink.Tell(QlogTypes.RttLatest.Id, _metrics.Value(QlogMetric.RttLatest));
        }

        return -1;
    }

    /// <summary>Tells a metric where it is another than before; once times went back, the one before is not known.</summary>
    private void TellMetric(QlogMetric metric, uint type)
    {
        if (_metrics.Has(metric) && (sink.Connection.Change(metric, _metrics.Value(metric)) || clock.WentBack))
        {
            sink.Tell(type, _metrics.Value(metric));
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
                sink.Tell(QlogTypes.PacketDropped.Id, read.Size ?? 0);
                break;
            case QlogEventKind.PacketsAcked:
                TakeAcked(read);
                break;
            case QlogEventKind.PacketsLost:
                TellLost(read.PacketNumber, read.LostPackets ?? 1);
                break;
            case QlogEventKind.CongestionState:
                sink.Tell(QlogTypes.CongestionState.Id, QlogTypes.StateOf(QlogTypes.CongestionState, read.New));
                break;
            case QlogEventKind.ConnectionState:
                sink.Tell(QlogTypes.ConnectionState.Id, QlogTypes.StateOf(QlogTypes.ConnectionState, read.New));
                break;
            case QlogEventKind.ConnectionStarted:
                sink.Tell(BuiltInEvent.ConnectionOpened, head.IsServer ? 1ul : 0);
                break;
            case QlogEventKind.ConnectionClosed:
                sink.Tell(BuiltInEvent.ConnectionClosed, read.CloseReason | (read.Code << 8));
                break;
            case QlogEventKind.StreamState when read.StreamId is { } id:
                sink.TellStream(id, QlogTypes.StreamState.Id, QlogTypes.StateOf(QlogTypes.StreamState, read.New));
                if (read.New.SequenceEqual("closed"u8) || read.New.SequenceEqual("destroyed"u8))
                {
                    sink.Close(id, 0);
                }

                break;
            case QlogEventKind.ConnectionBlocked:
                sink.Tell(read.IsUnblocked ? BuiltInEvent.DataUnblocked : BuiltInEvent.DataBlocked, read.BlockedReason);
                break;
            case QlogEventKind.StreamBlocked when read.StreamId is { } id:
                sink.TellStream(id, read.IsUnblocked ? BuiltInEvent.DataUnblocked : BuiltInEvent.DataBlocked, read.BlockedReason);
                break;
            case QlogEventKind.Parameters when read.IsRemote && read.MaxData is { } limit:
                sink.Tell(BuiltInEvent.ConnectionMaxDataUpdate, limit);
                break;
        }

        // What is rare is kept as a whole.
        sink.IsTold = false;
        return -1;
    }

    /// <summary>Tells losses of which only the last packet's number is known, and how many there were.</summary>
    private void TellLost(ulong? last, ulong count)
    {
        for (ulong n = 0; n < Math.Min(count, MostLostAtOnce); n++)
        {
            if (n == 0 && last is { } number && number >> 56 == 0)
            {
                sink.Tell(BuiltInEvent.PacketLostInSpace, number);
            }
            else
            {
                sink.Tell(QlogTypes.PacketLostUnnumbered.Id, last ?? 0);
            }
        }
    }

    private void TakeAcked(in QlogRareEvent read)
    {
        int space = QlogSpace.OfSpace(read.Space).Space;
        if (read.PacketNumber is { } single)
        {
            TellAcked(space, single);
        }

        JsonCursor cursor = new(read.PacketNumbers);
        bool isFirst = true;
        if (!cursor.TryEnterArray())
        {
            return;
        }

        while (cursor.NextElement(ref isFirst))
        {
            if (DecimalNumber.TryUInt64(Scalar(cursor.SkipValue()), out ulong number))
            {
                TellAcked(space, number);
            }
        }
    }

    /// <summary>Tells of a packet that it was acknowledged: one that was never seen sent always, one that was once.</summary>
    private void TellAcked(int space, ulong number)
    {
        SentPackets sent = sink.Connection.Sent(space);
        if (number >> 62 == 0 && (sent.TryAcknowledge(number, number, out _) || sent.Largest is not { } largest || number > largest))
        {
            sink.Tell(BuiltInEvent.PacketAckedInSpace, number | ((ulong)space << 62));
        }
    }

    private static ulong Blocked(ulong reason, ulong limit) => reason | (limit << 8);

    private static ReadOnlySpan<byte> Scalar(ReadOnlySpan<byte> value) => value.Length >= 2 && value[0] == '"' ? value[1..^1] : value;
}
