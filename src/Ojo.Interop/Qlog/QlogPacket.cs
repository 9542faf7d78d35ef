using Ojo.Interop.Importing;

namespace Ojo.Interop.Qlog;

/// <summary>A packet that was sent, received or lost, as an event tells it.</summary>
internal sealed class QlogPacket
{
    private readonly JsonRest _header = new();
    private readonly JsonRest _raw = new();
    private readonly JsonRest _frames = new();
    private readonly List<QlogFrame> _known = [];
    private readonly List<(ulong From, ulong To)> _acknowledged = [];
    private bool _hasTypeInRest;

    /// <summary>What says that frames were recorded and no packet: the event only holds them.</summary>
    public static ReadOnlySpan<byte> FramesOnly => "ojo_frames_only"u8;

    /// <summary>Whether there was no packet, only frames.</summary>
    public bool IsBare { get; private set; }

    /// <summary>Its number; null where it is not said.</summary>
    public ulong? Number { get; private set; }

    /// <summary>Its size in bytes; null where it is not said.</summary>
    public ulong? Size { get; private set; }

    /// <summary>What its type says.</summary>
    public QlogSpace Type { get; private set; }

    /// <summary>How a loss was noticed, as Ojo's events have it.</summary>
    public ulong LossReason { get; private set; }

    /// <summary>Those of its frames that become events.</summary>
    public IReadOnlyList<QlogFrame> Frames => _known;

    /// <summary>The ranges of its acknowledgements, both ends inclusive.</summary>
    public IReadOnlyList<(ulong From, ulong To)> Acknowledged => _acknowledged;

    /// <summary>Reads a packet.</summary>
    /// <param name="data">The event's data.</param>
    /// <param name="isLoss">Whether it was lost: then its frames were told before.</param>
    /// <param name="rest">Takes what is not in the properties.</param>
    /// <returns>Where the data's fault is; -1 where it has none.</returns>
    public int Read(ReadOnlySpan<byte> data, bool isLoss, JsonRest rest)
    {
        (Number, Size, Type, LossReason, IsBare, _hasTypeInRest) = (null, null, QlogSpace.Unknown, 0, false, false);
        _header.Clear();
        _raw.Clear();
        _frames.Clear();
        _known.Clear();
        _acknowledged.Clear();
        JsonCursor cursor = new(data);
        bool isFirst = true;
        if (!cursor.TryEnterObject())
        {
            cursor.Fail();
        }

        while (cursor.NextMember(ref isFirst, out ReadOnlySpan<byte> key))
        {
            if (key.SequenceEqual("header"u8) && cursor.TryEnterObject())
            {
                ReadHeader(ref cursor);
            }
            else if (key.SequenceEqual("raw"u8) && cursor.TryEnterObject())
            {
                ReadRaw(ref cursor);
            }
            else if (key.SequenceEqual("frames"u8) && !isLoss && cursor.TryEnterArray())
            {
                ReadFrames(ref cursor);
            }
            else if (isLoss && key.SequenceEqual("trigger"u8))
            {
                ReadTrigger(key, ref cursor, rest);
            }
            else if (isLoss && key.SequenceEqual("type"u8))
            {
                ReadType(key, ref cursor, rest);
            }
            else
            {
                ReadMember(key, ref cursor, rest);
            }
        }

        Put(rest, "header"u8, _header.Json);
        Put(rest, "raw"u8, _raw.Json);
        Put(rest, "frames"u8, _frames.ArrayJson);
        return cursor.FaultAt;
    }

    private static void Put(JsonRest rest, ReadOnlySpan<byte> key, ReadOnlySpan<byte> json)
    {
        if (!json.IsEmpty)
        {
            rest.Add(key, json);
        }
    }

    private void ReadHeader(ref JsonCursor cursor)
    {
        bool isFirst = true;
        while (cursor.NextMember(ref isFirst, out ReadOnlySpan<byte> key))
        {
            if (key.SequenceEqual("type"u8) && Type == QlogSpace.Unknown)
            {
                ReadType(key, ref cursor, _header);
            }
            else
            {
                ReadMember(key, ref cursor, _header);
            }
        }
    }

    private void ReadMember(scoped ReadOnlySpan<byte> key, ref JsonCursor cursor, JsonRest rest)
    {
        if (key.SequenceEqual("packet_number"u8))
        {
            ReadOnlySpan<byte> value = cursor.SkipValue();
            if (DecimalNumber.TryUInt64(Scalar(value), out ulong number))
            {
                Number = number;
            }
            else
            {
                rest.Add(key, value);
            }
        }
        else if (key.SequenceEqual("packet_type"u8))
        {
            ReadType(key, ref cursor, rest);
        }
        else if (key.SequenceEqual("packet_size"u8))
        {
            ReadSize(key, ref cursor, rest, isChosen: Size is null);
        }
        else if (key.SequenceEqual(FramesOnly))
        {
            IsBare = cursor.SkipValue().SequenceEqual("true"u8);
        }
        else
        {
            rest.Add(key, cursor.SkipValue());
        }
    }

    private void ReadType(scoped ReadOnlySpan<byte> key, ref JsonCursor cursor, JsonRest rest)
    {
        ReadOnlySpan<byte> value = cursor.SkipValue();
        QlogSpace type = QlogSpace.Of(Scalar(value));
        Type = type;
        if (!type.IsHeld && !_hasTypeInRest)
        {
            _hasTypeInRest = true;
            rest.Add(key, value);
        }
    }

    private void ReadRaw(ref JsonCursor cursor)
    {
        bool isFirst = true;
        while (cursor.NextMember(ref isFirst, out ReadOnlySpan<byte> key))
        {
            if (key.SequenceEqual("length"u8))
            {
                ReadSize(key, ref cursor, _raw, isChosen: true);
            }
            else
            {
                _raw.Add(key, cursor.SkipValue());
            }
        }
    }

    private void ReadSize(scoped ReadOnlySpan<byte> key, ref JsonCursor cursor, JsonRest rest, bool isChosen)
    {
        ReadOnlySpan<byte> value = cursor.SkipValue();
        if (!DecimalNumber.TryUInt64(Scalar(value), out ulong size) || (!isChosen && size != Size))
        {
            rest.Add(key, value);
        }
        else
        {
            Size = size;
        }
    }

    private void ReadTrigger(scoped ReadOnlySpan<byte> key, ref JsonCursor cursor, JsonRest rest)
    {
        ReadOnlySpan<byte> value = cursor.SkipValue();
        LossReason = Scalar(value) switch
        {
            var trigger when trigger.SequenceEqual("time_threshold"u8) => 1,
            var trigger when trigger.SequenceEqual("reordering_threshold"u8) => 2,
            _ => 0,
        };
        if (LossReason == 0)
        {
            rest.Add(key, value);
        }
    }

    private void ReadFrames(ref JsonCursor cursor)
    {
        bool isFirst = true;
        while (cursor.NextElement(ref isFirst))
        {
            int start = cursor.Position;
            if (!QlogFrame.TryRead(ref cursor, _known, _acknowledged))
            {
                _frames.AddElement(cursor.Since(start));
            }
        }
    }

    private static ReadOnlySpan<byte> Scalar(ReadOnlySpan<byte> value) => value.Length >= 2 && value[0] == '"' ? value[1..^1] : value;
}
