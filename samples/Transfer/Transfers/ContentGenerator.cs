using System.Buffers.Binary;

namespace Transfer.Transfers;

/// <summary>Bytes that a seed decides and that look like none: SplitMix64, eight at a time.</summary>
internal sealed class ContentGenerator(ulong seed)
{
    private readonly byte[] _block = new byte[sizeof(ulong)];
    private ulong _state = seed;
    private int _used = sizeof(ulong);

    /// <summary>Fills a span with the next bytes, however the calls cut them up.</summary>
    public void Fill(Span<byte> destination)
    {
        for (int i = 0; i < destination.Length; i++)
        {
            if (_used == _block.Length)
            {
                BinaryPrimitives.WriteUInt64LittleEndian(_block, Next());
                _used = 0;
            }

            destination[i] = _block[_used++];
        }
    }

    private ulong Next()
    {
        ulong z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
