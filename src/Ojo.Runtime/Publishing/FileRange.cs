using System.Runtime.InteropServices;

namespace Ojo.Publishing;

/// <summary>What fcntl is told to lock: Linux's <c>struct flock</c> where files are of 64 bits.</summary>
[StructLayout(LayoutKind.Explicit, Size = 32)]
internal readonly struct FileRange(short type, long start, long length)
{
    public const short ForWriting = 1;
    public const short Released = 2;

    [FieldOffset(0)]
    public readonly short Type = type;

    [FieldOffset(8)]
    public readonly long Start = start;

    [FieldOffset(16)]
    public readonly long Length = length;
}
