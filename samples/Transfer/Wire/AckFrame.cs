using Transfer.Ranges;

namespace Transfer.Wire;

/// <summary>Says which packets have arrived (RFC 9000, section 19.3).</summary>
/// <remarks><code>
/// type  largest:varint  delay_us:varint  gaps:varint  first_range:varint  { gap:varint  range:varint }…
/// </code>Ranges go from the newest to the oldest. A range is written as one less than its length, a gap likewise.</remarks>
internal static class AckFrame
{
    /// <summary>How many ranges are written at most. Older ones have been said often enough.</summary>
    public const int MaxRanges = 32;

    /// <summary>Writes a frame about a set of packets that is not empty, as far as there is room.</summary>
    /// <returns>Whether there was room at all.</returns>
    public static bool TryWrite(ref ByteWriter writer, RangeSet received, TimeSpan delay)
    {
        ReadOnlySpan<NumberRange> ranges = received.Ranges;
        NumberRange newest = ranges[^1];
        ulong delayUs = (ulong)Math.Max(0, delay.Ticks / TimeSpan.TicksPerMicrosecond);
        int size = 2 + VarInt.Length(newest.Last) + VarInt.Length(delayUs) + VarInt.Length(newest.Length - 1);
        if (size > writer.Room)
        {
            return false;
        }

        int gaps = 0;
        for (int i = ranges.Length - 1; i > 0 && gaps < MaxRanges - 1; i--, gaps++)
        {
            size += VarInt.Length(GapBelow(ranges, i)) + VarInt.Length(ranges[i - 1].Length - 1);
            if (size > writer.Room)
            {
                break;
            }
        }

        writer.WriteByte((byte)FrameType.Ack);
        writer.WriteVarInt(newest.Last);
        writer.WriteVarInt(delayUs);
        writer.WriteVarInt((ulong)gaps);
        writer.WriteVarInt(newest.Length - 1);
        for (int i = ranges.Length - 1; gaps > 0; i--, gaps--)
        {
            writer.WriteVarInt(GapBelow(ranges, i));
            writer.WriteVarInt(ranges[i - 1].Length - 1);
        }

        return true;
    }

    /// <summary>Reads what follows the type: ranges from the newest to the oldest, and the delay.</summary>
    public static bool TryRead(ref ByteReader reader, List<NumberRange> ranges, out TimeSpan delay)
    {
        ranges.Clear();
        delay = TimeSpan.Zero;
        if (!reader.TryReadVarInt(out ulong largest) ||
            !reader.TryReadVarInt(out ulong delayUs) ||
            !reader.TryReadVarInt(out ulong gaps) ||
            !reader.TryReadVarInt(out ulong length) ||
            length > largest)
        {
            return false;
        }

        // A delay of more than a minute is not believed; the estimator caps it far below that anyway.
        delay = TimeSpan.FromMicroseconds(Math.Min(delayUs, 60_000_000));
        ranges.Add(new(largest - length, largest + 1));
        for (; gaps > 0; gaps--)
        {
            ulong above = ranges[^1].Start;
            if (!reader.TryReadVarInt(out ulong gap) || !reader.TryReadVarInt(out length) || gap + length + 2 > above)
            {
                return false;
            }

            ulong last = above - gap - 2;
            ranges.Add(new(last - length, last + 1));
        }

        return true;
    }

    private static ulong GapBelow(ReadOnlySpan<NumberRange> ranges, int index) => ranges[index].Start - ranges[index - 1].End - 1;
}
