using System.Buffers;
using System.Runtime.InteropServices;

namespace Ojo.Interop.Parquet.Format;

/// <summary>Texts, bytes and UUIDs; of those that are alike, one is kept.</summary>
internal sealed class BytesChunk(ColumnSchema schema, RowsSoFar rows) : ColumnChunk(schema, rows)
{
    // Longer ones help nobody to leave a group out.
    private const int LongestBound = 64;

    private readonly DistinctBytes _distinct = new();
    private readonly List<int> _places = [];
    private readonly bool _isFixed = schema.Type == ColumnType.Uuid;
    private long _total;

    /// <inheritdoc/>
    public override void Put(ReadOnlySpan<byte> bytes)
    {
        long before = _distinct.Size;
        int place = _places.Count > 0 && _distinct[_places[^1]].SequenceEqual(bytes) ? _places[^1] : _distinct.PlaceOf(bytes);
        Mark((int)(_distinct.Size - before) + sizeof(int));
        _places.Add(place);
        _total += bytes.Length;
    }

    /// <inheritdoc/>
    public override EncodedValues Encode(EncodingRoom room)
    {
        int width = RunLengths.WidthOf((ulong)Math.Max(0, _distinct.Count - 1));
        if (Count > 0 && _distinct.TotalLength + (sizeof(int) * (long)_distinct.Count) + ((long)Count * width / 8) < _total + Count)
        {
            for (int place = 0; place < _distinct.Count; place++)
            {
                WritePlain(room.Dictionary, _distinct[place]);
            }

            room.Values.Write([(byte)width]);
            RunLengths.Write(room.Values, CollectionsMarshal.AsSpan(_places), width);
            return new EncodedValues(ColumnEncoding.Dictionary, _distinct.Count, Range());
        }

        if (!_isFixed)
        {
            ulong[] lengths = new ulong[Count];
            for (int n = 0; n < lengths.Length; n++)
            {
                lengths[n] = (ulong)_distinct[_places[n]].Length;
            }

            DeltaPacking.Write(room.Values, lengths);
        }

        foreach (int place in _places)
        {
            room.Values.Write(_distinct[place]);
        }

        return new EncodedValues(_isFixed ? ColumnEncoding.Plain : ColumnEncoding.DeltaLengthByteArray, 0, Range());
    }

    /// <inheritdoc/>
    protected override void ClearValues()
    {
        _distinct.Clear();
        _places.Clear();
        _total = 0;
    }

    private void WritePlain(ArrayBufferWriter<byte> output, ReadOnlySpan<byte> bytes)
    {
        if (!_isFixed)
        {
            System.Buffers.Binary.BinaryPrimitives.WriteInt32LittleEndian(output.GetSpan(sizeof(int)), bytes.Length);
            output.Advance(sizeof(int));
        }

        output.Write(bytes);
    }

    private ValueRange? Range()
    {
        if (Count == 0)
        {
            return null;
        }

        (int least, int largest) = (0, 0);
        for (int place = 1; place < _distinct.Count; place++)
        {
            least = _distinct[place].SequenceCompareTo(_distinct[least]) < 0 ? place : least;
            largest = _distinct[place].SequenceCompareTo(_distinct[largest]) > 0 ? place : largest;
        }

        return _distinct[least].Length > LongestBound || _distinct[largest].Length > LongestBound ? null : new ValueRange(_distinct[least].ToArray(), _distinct[largest].ToArray());
    }
}
