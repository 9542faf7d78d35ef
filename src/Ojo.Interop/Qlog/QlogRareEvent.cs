using Ojo.Interop.Importing;

namespace Ojo.Interop.Qlog;

/// <summary>What is looked for in the data of events that come now and then: states, closes, blocks, parameters.</summary>
internal ref struct QlogRareEvent
{
    /// <summary>The new state.</summary>
    public ReadOnlySpan<byte> New;

    /// <summary>The number space that is meant.</summary>
    public ReadOnlySpan<byte> Space;

    /// <summary>The packets that are meant, as JSON.</summary>
    public ReadOnlySpan<byte> PacketNumbers;

    /// <summary>The one packet that is meant, or the last of several.</summary>
    public ulong? PacketNumber;

    /// <summary>How many packets were lost.</summary>
    public ulong? LostPackets;

    /// <summary>The stream that is meant.</summary>
    public ulong? StreamId;

    /// <summary>A packet's size.</summary>
    public ulong? Size;

    /// <summary>How much data the connection allows.</summary>
    public ulong? MaxData;

    /// <summary>An error's code.</summary>
    public ulong Code;

    /// <summary>How a connection ended, as Ojo's events have it.</summary>
    public ulong CloseReason;

    /// <summary>Whether the peer is meant.</summary>
    public bool IsRemote;

    private ReadOnlySpan<byte> _reason;

    /// <summary>Whether what was blocked no longer is.</summary>
    public readonly bool IsUnblocked => New.SequenceEqual("unblocked"u8);

    /// <summary>What blocks, as Ojo's events have it.</summary>
    public readonly ulong BlockedReason => _reason switch
    {
        var reason when reason.SequenceEqual("connection_flow_control"u8) => 1,
        var reason when reason.SequenceEqual("stream_flow_control"u8) || reason.SequenceEqual("stream_id"u8) => 2,
        var reason when reason.SequenceEqual("pacing"u8) => 3,
        var reason when reason.SequenceEqual("application"u8) => 4,
        var reason when reason.SequenceEqual("amplification_protection"u8) => 5,
        var reason when reason.SequenceEqual("scheduling"u8) => 6,
        _ => 0,
    };

    /// <summary>Reads an event's data.</summary>
    /// <param name="data">The data.</param>
    /// <param name="faultAt">Where its fault is; -1 where it has none.</param>
    public static QlogRareEvent Read(ReadOnlySpan<byte> data, out int faultAt)
    {
        QlogRareEvent read = default;
        JsonCursor cursor = new(data);
        bool isFirst = true;
        cursor.TryEnterObject();
        while (cursor.NextMember(ref isFirst, out ReadOnlySpan<byte> key))
        {
            if (key.SequenceEqual("raw"u8) && cursor.TryEnterObject())
            {
                bool isFirstOfRaw = true;
                while (cursor.NextMember(ref isFirstOfRaw, out ReadOnlySpan<byte> part))
                {
                    ReadOnlySpan<byte> length = cursor.SkipValue();
                    read.Size = part.SequenceEqual("length"u8) && DecimalNumber.TryUInt64(Scalar(length), out ulong size) ? size : read.Size;
                }

                continue;
            }

            ReadOnlySpan<byte> value = cursor.SkipValue();
            read.Take(key, value);
        }

        faultAt = cursor.FaultAt;
        return read;
    }

    private void Take(scoped ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        ReadOnlySpan<byte> text = Scalar(value);
        bool isNumber = DecimalNumber.TryUInt64(text, out ulong number);
        switch (key)
        {
            case var _ when key.SequenceEqual("new"u8):
                New = text;
                break;
            case var _ when key.SequenceEqual("packet_number_space"u8) || key.SequenceEqual("packet_num_space"u8):
                Space = text;
                break;
            case var _ when key.SequenceEqual("packet_numbers"u8):
                PacketNumbers = value;
                break;
            case var _ when isNumber && (key.SequenceEqual("packet_num"u8) || key.SequenceEqual("largest_lost_packet_num"u8)):
                PacketNumber = number;
                break;
            case var _ when isNumber && key.SequenceEqual("lost_packets"u8):
                LostPackets = number;
                break;
            case var _ when key.SequenceEqual("stream_id"u8) && isNumber:
                StreamId = number;
                break;
            case var _ when key.SequenceEqual("packet_size"u8) && isNumber:
                Size ??= number;
                break;
            case var _ when key.SequenceEqual("initial_max_data"u8) && isNumber:
                MaxData = number;
                break;
            case var _ when key.SequenceEqual("owner"u8) || key.SequenceEqual("initiator"u8):
                IsRemote = text.SequenceEqual("remote"u8);
                break;
            case var _ when key.SequenceEqual("reason"u8):
                _reason = text;
                break;
            case var _ when key.SequenceEqual("application_code"u8) || key.SequenceEqual("application_error"u8):
                Code = isNumber ? number : Code;
                CloseReason = CloseReason == 0 ? 1 : CloseReason;
                break;
            case var _ when key.SequenceEqual("connection_code"u8) || key.SequenceEqual("connection_error"u8) || key.SequenceEqual("error_code"u8):
                Code = isNumber ? number : Code;
                CloseReason = CloseReason == 0 && !(isNumber && number == 0) ? 5 : CloseReason;
                break;
            case var _ when key.SequenceEqual("trigger"u8):
                CloseReason = ReasonOf(text) is var reason and not 0 ? reason : CloseReason;
                break;
        }
    }

    private static ulong ReasonOf(ReadOnlySpan<byte> trigger) => trigger switch
    {
        _ when trigger.SequenceEqual("application"u8) => 1,
        _ when trigger.SequenceEqual("idle_timeout"u8) => 2,
        _ when trigger.SequenceEqual("handshake_timeout"u8) => 3,
        _ when trigger.SequenceEqual("stateless_reset"u8) => 7,
        _ when trigger.SequenceEqual("version_mismatch"u8) || trigger.SequenceEqual("version_negotiation"u8) => 8,
        _ => 0,
    };

    private static ReadOnlySpan<byte> Scalar(ReadOnlySpan<byte> value) => value.Length >= 2 && value[0] == '"' ? value[1..^1] : value;
}
