using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Ojo.Watcher.Directories;

/// <summary>A file of the input directory as its listing shows it. Seen again unchanged, it need not be looked at again.</summary>
/// <param name="Name">Its path below the input directory.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="Modified">When it was last written to, UTC.</param>
internal sealed record InputFile(string Name, InputKind Kind, long Length, DateTime Modified)
{
    /// <summary>A short form of name, length and time, for those who must remember very many files.</summary>
    public UInt128 Fingerprint { get; } = FingerprintOf(Name, Length, Modified);

    public static UInt128 FingerprintOf(ReadOnlySpan<char> name, long length, DateTime modified)
    {
        Span<byte> bytes = stackalloc byte[16 + Encoding.UTF8.GetMaxByteCount(Math.Min(name.Length, 1024))];
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, length);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[8..], modified.Ticks);
        if (name.Length <= 1024)
        {
            SHA256.HashData(bytes[..(16 + Encoding.UTF8.GetBytes(name, bytes[16..]))], digest);
        }
        else
        {
            SHA256.HashData([.. bytes[..16], .. MemoryMarshal.AsBytes(name)], digest);
        }

        return BinaryPrimitives.ReadUInt128LittleEndian(digest);
    }
}
