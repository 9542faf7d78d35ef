namespace Ojo.Interop.Parquet.Format;

/// <summary>True and false, a bit for each.</summary>
internal sealed class TruthChunk(ColumnSchema schema, RowsSoFar rows) : NumberChunk(schema, rows)
{
    /// <inheritdoc/>
    public override void Put(bool truth) => Add(truth ? 1UL : 0);

    /// <inheritdoc/>
    public override EncodedValues Encode(EncodingRoom room)
    {
        BitPacking.Write(room.Values, Values, (Values.Length + 7) / 8 * 8, width: 1);
        return new EncodedValues(ColumnEncoding.Plain, 0, Values.IsEmpty ? null : new ValueRange([Values.Contains(0UL) ? (byte)0 : (byte)1], [Values.Contains(1UL) ? (byte)1 : (byte)0]));
    }
}
