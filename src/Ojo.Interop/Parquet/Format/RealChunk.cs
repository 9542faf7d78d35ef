namespace Ojo.Interop.Parquet.Format;

/// <summary>Floating point numbers of 32 or 64 bits.</summary>
internal sealed class RealChunk(ColumnSchema schema, RowsSoFar rows) : NumberChunk(schema, rows)
{
    private readonly int _size = schema.Type == ColumnType.Float ? sizeof(float) : sizeof(double);

    /// <inheritdoc/>
    public override void Put(double number) => Add(Bits(number));

    /// <inheritdoc/>
    public override EncodedValues Encode(EncodingRoom room)
    {
        DistinctNumbers distinct = room.Distinct;
        if (distinct.TryFind(Values, _size, Values.Length * _size))
        {
            WritePlain(room.Dictionary, distinct.Values, _size);
            distinct.WritePlaces(room.Values);
            return new EncodedValues(ColumnEncoding.Dictionary, distinct.Values.Length, Range(distinct.Values));
        }

        WritePlain(room.Values, Values, _size);
        return new EncodedValues(ColumnEncoding.Plain, 0, Range(Values));
    }

    /// <summary>None where there is a NaN: to some readers it is larger than every number, to some it is not there.</summary>
    private ValueRange? Range(ReadOnlySpan<ulong> values)
    {
        (double least, double largest) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (ulong value in values)
        {
            double number = _size == sizeof(float) ? BitConverter.UInt32BitsToSingle((uint)value) : BitConverter.UInt64BitsToDouble(value);
            if (double.IsNaN(number))
            {
                return null;
            }

            least = Math.Min(least, number);
            largest = Math.Max(largest, number);
        }

        // The two zeros are equal to whoever asks, and yet in order.
        return values.IsEmpty ? null : new ValueRange(Plain(Bits(least == 0 ? -0.0 : least), _size), Plain(Bits(largest == 0 ? 0.0 : largest), _size));
    }

    private ulong Bits(double number) => _size == sizeof(float) ? BitConverter.SingleToUInt32Bits((float)number) : BitConverter.DoubleToUInt64Bits(number);
}
