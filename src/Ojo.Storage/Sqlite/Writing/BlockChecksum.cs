using System.Numerics;
using System.Runtime.InteropServices;

namespace Ojo.Storage.Sqlite.Writing;

/// <summary>The CRC-32C of a block's events as the store keeps them: each one's <c>dt</c>, key and words, then its texts.</summary>
/// <remarks>Ids are left out, and so is the flow: both are what the block's own row says.</remarks>
internal struct BlockChecksum
{
    private uint _inverted;

    /// <summary>The checksum of everything added so far.</summary>
    public readonly uint Value => _inverted;

    /// <summary>Adds an event's row.</summary>
    public void AddEvent(long dt, long key, long payload)
    {
        uint crc = BitOperations.Crc32C(~_inverted, (ulong)dt);
        crc = BitOperations.Crc32C(crc, (uint)key);
        _inverted = ~BitOperations.Crc32C(crc, (ulong)payload);
    }

    /// <summary>Adds a word of its fields after the first.</summary>
    public void AddWord(long word) => _inverted = ~BitOperations.Crc32C(~_inverted, (ulong)word);

    /// <summary>Adds a text of it, and its length, so that no two lists of texts are alike.</summary>
    public void AddText(ReadOnlySpan<byte> text)
    {
        AddWord(text.Length);
        uint crc = ~_inverted;
        foreach (ulong word in MemoryMarshal.Cast<byte, ulong>(text))
        {
            crc = BitOperations.Crc32C(crc, word);
        }

        foreach (byte rest in text[(text.Length & ~7)..])
        {
            crc = BitOperations.Crc32C(crc, rest);
        }

        _inverted = ~crc;
    }
}
