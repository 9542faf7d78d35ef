using System.Buffers;

namespace Ojo.Interop.Parquet.Format;

/// <summary>What a file's chunks share while they are written, one after the other.</summary>
internal sealed class EncodingRoom
{
    /// <summary>Takes the values of the dictionary, where one is used.</summary>
    public ArrayBufferWriter<byte> Dictionary { get; } = new();

    /// <summary>Takes levels, then the values or their places in the dictionary.</summary>
    public ArrayBufferWriter<byte> Values { get; } = new();

    /// <summary>For trying what numbers take as differences.</summary>
    public ArrayBufferWriter<byte> Deltas { get; } = new();

    /// <summary>For finding the different ones among numbers.</summary>
    public DistinctNumbers Distinct { get; } = new();

    /// <summary>Makes ready for the next chunk.</summary>
    public void Clear()
    {
        Dictionary.ResetWrittenCount();
        Values.ResetWrittenCount();
        Deltas.ResetWrittenCount();
    }
}
