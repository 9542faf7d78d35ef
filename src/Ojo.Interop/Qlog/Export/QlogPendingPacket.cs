using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Ojo.Interop.Qlog.Export;

/// <summary>A packet on its way into the file, to which frames of its time are added.</summary>
internal sealed class QlogPendingPacket
{
    private readonly ArrayBufferWriter<byte> _beside = new();
    private readonly List<(ulong From, ulong To)> _acknowledged = [];
    private QlogRecord _record;
    private bool _isBare;

    /// <summary>Whether there is one.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>Whether it was sent.</summary>
    public bool IsSent => _record.IsSent;

    /// <summary>Its number space.</summary>
    public byte Space => _record.Space;

    /// <summary>Its frames, but for acknowledgements.</summary>
    public List<QlogRecord> Frames { get; } = [];

    /// <summary>Begins one.</summary>
    /// <param name="record">It.</param>
    /// <param name="beside">What has no place in qlog's event.</param>
    public void Begin(in QlogRecord record, ReadOnlySpan<byte> beside)
    {
        (_record, IsOpen, _isBare) = (record, true, false);
        _beside.Write(beside);
    }

    /// <summary>Begins what stands for a packet of which only frames are known.</summary>
    public void BeginBare(bool isSent, byte space) =>
        (_record, IsOpen, _isBare) = (new QlogRecord(0, 0, 0, QlogRecordKind.Packet) { IsSent = isSent, Space = space }, true, true);

    /// <summary>Makes the packet one whose frames came right before it.</summary>
    public bool TryAdopt(in QlogRecord record, ReadOnlySpan<byte> beside)
    {
        if (!IsOpen || !_isBare || record.IsSent != IsSent || (_acknowledged.Count > 0 && record.Space != Space))
        {
            return false;
        }

        Begin(record, beside);
        return true;
    }

    /// <summary>Adds an acknowledgement of a packet.</summary>
    public void Acknowledge(ulong number)
    {
        if (_acknowledged.Count > 0)
        {
            ref (ulong From, ulong To) last = ref CollectionsMarshal.AsSpan(_acknowledged)[^1];
            if (number == last.To + 1)
            {
                last.To = number;
                return;
            }

            if (number + 1 == last.From)
            {
                last.From = number;
                return;
            }
        }

        _acknowledged.Add((number, number));
    }

    /// <summary>Says of a stream's last data that it is.</summary>
    public bool TryEnd(in QlogRecord end)
    {
        if (!IsOpen || IsSent != end.IsSent)
        {
            return false;
        }

        for (int at = Frames.Count - 1; at >= 0; at--)
        {
            if (Frames[at].Kind == QlogRecordKind.StreamData && Frames[at].Number == end.Number)
            {
                Frames[at] = Frames[at] with { IsEnd = true };
                return true;
            }
        }

        return false;
    }

    /// <summary>Forgets it.</summary>
    public void Close()
    {
        IsOpen = false;
        _beside.ResetWrittenCount();
        _acknowledged.Clear();
        Frames.Clear();
    }

    /// <summary>Writes its name and data.</summary>
    public void Write(Utf8JsonWriter json, QlogNames names)
    {
        json.WriteString("name"u8, (names, IsSent) switch
        {
            (QlogNames.Ietf, true) => "quic:packet_sent"u8,
            (QlogNames.Ietf, false) => "quic:packet_received"u8,
            (_, true) => "transport:packet_sent"u8,
            _ => "transport:packet_received"u8,
        });
        json.WriteStartObject("data"u8);
        json.WriteStartObject("header"u8);
        json.WriteString("packet_type"u8, QlogJson.PacketType(Space));
        if (_record.HasNumber)
        {
            json.WriteWhole("packet_number"u8, _record.Number);
        }

        json.WriteEndObject();
        if (_record.HasSize)
        {
            json.WriteStartObject("raw"u8);
            json.WriteWhole("length"u8, _record.Value);
            json.WriteEndObject();
        }

        if (Frames.Count > 0 || _acknowledged.Count > 0)
        {
            json.WriteStartArray("frames"u8);
            WriteAcknowledgement(json);
            foreach (ref readonly QlogRecord frame in CollectionsMarshal.AsSpan(Frames))
            {
                WriteFrame(json, frame);
            }

            json.WriteEndArray();
        }

        if (_isBare)
        {
            json.WriteBoolean(QlogPacket.FramesOnly, true);
        }

        if (_beside.WrittenCount > 0)
        {
            json.WritePropertyName("ojo"u8);
            json.WriteRawValue(_beside.WrittenSpan, skipInputValidation: true);
        }

        json.WriteEndObject();
    }

    private void WriteAcknowledgement(Utf8JsonWriter json)
    {
        if (_acknowledged.Count == 0)
        {
            return;
        }

        json.WriteStartObject();
        json.WriteString("frame_type"u8, "ack"u8);
        json.WriteStartArray("acked_ranges"u8);
        foreach ((ulong from, ulong to) in _acknowledged)
        {
            json.WriteStartArray();
            json.WriteWholeValue(from);
            json.WriteWholeValue(to);
            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteFrame(Utf8JsonWriter json, in QlogRecord frame)
    {
        json.WriteStartObject();
        if (frame.Kind == QlogRecordKind.Limit)
        {
            json.WriteString("frame_type"u8, frame.HasNumber ? "max_stream_data"u8 : "max_data"u8);
            if (frame.HasNumber)
            {
                json.WriteWhole("stream_id"u8, frame.Number);
            }

            json.WriteWhole("maximum"u8, frame.Value);
        }
        else
        {
            json.WriteString("frame_type"u8, "stream"u8);
            json.WriteWhole("stream_id"u8, frame.Number);
            json.WriteWhole("offset"u8, frame.Value);

            // Viewers read the old field, the drafts have the new one.
            json.WriteWhole("length"u8, frame.Length);
            json.WriteBoolean("fin"u8, frame.IsEnd);
            json.WriteStartObject("raw"u8);
            json.WriteWhole("length"u8, frame.Length);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}
