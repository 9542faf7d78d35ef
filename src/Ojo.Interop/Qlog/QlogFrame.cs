using Ojo.Interop.Importing;

namespace Ojo.Interop.Qlog;

/// <summary>A frame that becomes an event.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="StreamId">The stream that it is about.</param>
/// <param name="Value">Where its data begins, or the limit that it tells.</param>
/// <param name="Length">How long its data is.</param>
/// <param name="IsFin">Whether its data is the stream's last.</param>
internal readonly record struct QlogFrame(QlogFrameKind Kind, ulong StreamId, ulong Value, uint Length, bool IsFin)
{
    // What a hostile acknowledgement says beyond is kept as text like all the rest of it.
    private const int MostRanges = 1 << 16;

    /// <summary>Reads a frame.</summary>
    /// <param name="cursor">Stands before the frame, and after it in the end.</param>
    /// <param name="frames">Takes it where it becomes an event.</param>
    /// <param name="acknowledged">Takes the ranges of an acknowledgement.</param>
    /// <returns>Whether the event says all that the frame does.</returns>
    public static bool TryRead(ref JsonCursor cursor, List<QlogFrame> frames, List<(ulong From, ulong To)> acknowledged)
    {
        if (!cursor.TryEnterObject())
        {
            cursor.SkipValue();
            return false;
        }

        ReadOnlySpan<byte> type = default;
        ReadOnlySpan<byte> ranges = default;
        ulong? streamId = null;
        ulong? offset = null;
        ulong? length = null;
        ulong? limit = null;
        bool isFin = false;
        bool isHeld = true;
        bool isFirst = true;
        while (cursor.NextMember(ref isFirst, out ReadOnlySpan<byte> key))
        {
            if (key.SequenceEqual("frame_type"u8))
            {
                type = Scalar(cursor.SkipValue());
            }
            else if (key.SequenceEqual("stream_id"u8) || key.SequenceEqual("id"u8))
            {
                streamId = Number(ref cursor, ref isHeld);
            }
            else if (key.SequenceEqual("offset"u8))
            {
                offset = Number(ref cursor, ref isHeld);
            }
            else if (key.SequenceEqual("length"u8))
            {
                ulong? old = length;
                length = Number(ref cursor, ref isHeld);
                isHeld &= old is null || old == length;
            }
            else if (key.SequenceEqual("fin"u8))
            {
                ReadOnlySpan<byte> fin = Scalar(cursor.SkipValue());
                isFin = fin.SequenceEqual("true"u8) || fin.SequenceEqual("1"u8);
                isHeld &= isFin || fin.SequenceEqual("false"u8);
            }
            else if (key.SequenceEqual("raw"u8) && cursor.TryEnterObject())
            {
                isHeld &= ReadRaw(ref cursor, ref length);
            }
            else if (key.SequenceEqual("acked_ranges"u8))
            {
                ranges = cursor.SkipValue();
                isHeld = false;
            }
            else if (key.SequenceEqual("maximum"u8) || key.SequenceEqual("limit"u8) || key.SequenceEqual("maximum_data"u8) || key.SequenceEqual("data_limit"u8))
            {
                limit = Number(ref cursor, ref isHeld);
            }
            else
            {
                isHeld = false;
                cursor.SkipValue();
            }
        }

        if (type.SequenceEqual("stream"u8) || type.SequenceEqual("STREAM"u8))
        {
            if (streamId is not { } id)
            {
                return false;
            }

            frames.Add(new QlogFrame(QlogFrameKind.Stream, id, offset ?? 0, (uint)Math.Min(length ?? 0, uint.MaxValue), isFin));
            return isHeld && offset is not null && length is <= uint.MaxValue && limit is null;
        }

        if (type.SequenceEqual("ack"u8) || type.SequenceEqual("ack_ecn"u8) || type.SequenceEqual("ACK"u8))
        {
            ReadRanges(ranges, acknowledged);
            return false;
        }

        QlogFrameKind? kind = KindOf(type);
        if (kind is not { } known || (streamId is null && known is not (QlogFrameKind.MaxData or QlogFrameKind.DataBlocked)) || (limit is null && known != QlogFrameKind.ResetStream))
        {
            return false;
        }

        frames.Add(new QlogFrame(known, streamId ?? 0, limit ?? 0, 0, false));
        return false;
    }

    private static QlogFrameKind? KindOf(ReadOnlySpan<byte> type) => type switch
    {
        _ when type.SequenceEqual("max_data"u8) => QlogFrameKind.MaxData,
        _ when type.SequenceEqual("max_stream_data"u8) => QlogFrameKind.MaxStreamData,
        _ when type.SequenceEqual("data_blocked"u8) => QlogFrameKind.DataBlocked,
        _ when type.SequenceEqual("stream_data_blocked"u8) => QlogFrameKind.StreamDataBlocked,
        _ when type.SequenceEqual("reset_stream"u8) || type.SequenceEqual("rst_stream"u8) || type.SequenceEqual("reset_stream_at"u8) => QlogFrameKind.ResetStream,
        _ => null,
    };

    private static bool ReadRaw(ref JsonCursor cursor, ref ulong? length)
    {
        bool isHeld = true;
        bool isFirst = true;
        ulong? payload = null;
        ulong? whole = null;
        while (cursor.NextMember(ref isFirst, out ReadOnlySpan<byte> key))
        {
            if (key.SequenceEqual("payload_length"u8))
            {
                payload = Number(ref cursor, ref isHeld);
            }
            else if (key.SequenceEqual("length"u8))
            {
                whole = Number(ref cursor, ref isHeld);
            }
            else
            {
                isHeld = false;
                cursor.SkipValue();
            }
        }

        // The frame with its header may be meant by the one, then the other is its data; what was said outside counts before both.
        ulong? said = length ?? payload ?? whole;
        isHeld &= (length is null || length == said) && (payload is null || payload == said) && (whole is null || whole == said);
        length = said;
        return isHeld;
    }

    private static void ReadRanges(ReadOnlySpan<byte> json, List<(ulong From, ulong To)> acknowledged)
    {
        JsonCursor cursor = new(json);
        if (!cursor.TryEnterArray())
        {
            return;
        }

        bool isFirst = true;
        while (acknowledged.Count < MostRanges && cursor.NextElement(ref isFirst))
        {
            bool isWhole = true;
            if (!cursor.TryEnterArray())
            {
                // Some write a number where a range has one packet, some a text such as "3-7".
                ReadOnlySpan<byte> text = Scalar(cursor.SkipValue());
                int dash = text.IndexOf((byte)'-');
                if (DecimalNumber.TryUInt64(dash < 0 ? text : text[..dash], out ulong low) && DecimalNumber.TryUInt64(text[(dash + 1)..], out ulong high))
                {
                    acknowledged.Add((Math.Min(low, high), Math.Max(low, high)));
                }

                continue;
            }

            ulong? from = null;
            ulong? to = null;
            bool isFirstEnd = true;
            while (cursor.NextElement(ref isFirstEnd))
            {
                ulong? end = Number(ref cursor, ref isWhole);
                from ??= end;
                to = end;
            }

            if (isWhole && from is { } first && to is { } last)
            {
                acknowledged.Add((Math.Min(first, last), Math.Max(first, last)));
            }
        }
    }

    private static ulong? Number(ref JsonCursor cursor, ref bool isHeld)
    {
        if (DecimalNumber.TryUInt64(Scalar(cursor.SkipValue()), out ulong number))
        {
            return number;
        }

        isHeld = false;
        return null;
    }

    private static ReadOnlySpan<byte> Scalar(ReadOnlySpan<byte> value) => value.Length >= 2 && value[0] == '"' ? value[1..^1] : value;
}
