using System.Buffers;

namespace Ojo.Interop.Parquet.Format;

/// <summary>Whole numbers and points in time.</summary>
internal sealed class IntegerChunk(ColumnSchema schema, RowsSoFar rows) : NumberChunk(schema, rows)
{
    // Of numbers without a sign the order is that of numbers with one whose highest bit is the other way round.
    private readonly ulong _turn = schema.Type == ColumnType.UInt64 ? 1UL << 63 : 0;

    /// <inheritdoc/>
    public override void Put(ulong bits) => Add(bits);

    /// <inheritdoc/>
    public override EncodedValues Encode(EncodingRoom room)
    {
        DistinctNumbers distinct = room.Distinct;
        DeltaPacking.Write(room.Deltas, Values);
        int plain = Values.Length * sizeof(ulong);
        if (distinct.TryFind(Values, sizeof(ulong), Math.Min(room.Deltas.WrittenCount, plain)))
        {
            WritePlain(room.Dictionary, distinct.Values, sizeof(ulong));
            distinct.WritePlaces(room.Values);
            return new EncodedValues(ColumnEncoding.Dictionary, distinct.Values.Length, Range(distinct.Values));
        }

        if (room.Deltas.WrittenCount < plain)
        {
            room.Values.Write(room.Deltas.WrittenSpan);
            return new EncodedValues(ColumnEncoding.DeltaBinaryPacked, 0, Range(Values));
        }

        WritePlain(room.Values, Values, sizeof(ulong));
        return new EncodedValues(ColumnEncoding.Plain, 0, Range(Values));
    }

    private ValueRange? Range(ReadOnlySpan<ulong> values)
    {
        if (values.IsEmpty)
        {
            return null;
        }

        (long least, long largest) = (long.MaxValue, long.MinValue);
        foreach (ulong value in values)
        {
            least = Math.Min(least, (long)(value ^ _turn));
            largest = Math.Max(largest, (long)(value ^ _turn));
        }

        return new ValueRange(Plain((ulong)least ^ _turn, sizeof(ulong)), Plain((ulong)largest ^ _turn, sizeof(ulong)));
    }
}
