using System.Buffers.Binary;

namespace Ojo.Interop.Pcap;

/// <summary>What a segment's header says (RFC 9293, section 3.1), with the options that a trace needs.</summary>
internal struct TcpHeader
{
    private const int FixedSize = 20;

    public uint Sequence;
    public uint Acknowledgement;
    public TcpFlags Flags;
    public ushort Window;
    public int PayloadLength;

    /// <summary>The largest segment that the sender takes; 0: not said.</summary>
    public ushort MaximumSegmentSize;

    /// <summary>The window's scale; -1: not said.</summary>
    public int WindowScale;

    public bool IsSackPermitted;
    public bool HasTimestamps;
    public uint TimestampValue;
    public uint TimestampEcho;
    public int SackEdges;
    public TcpSackBlocks Sacks;

    public readonly bool Has(TcpFlags flags) => (Flags & flags) != 0;

    /// <summary>Reads a header.</summary>
    /// <param name="bytes">The segment as far as it was captured.</param>
    /// <param name="length">How many bytes it had.</param>
    /// <param name="header">What it says.</param>
    public static bool TryRead(ReadOnlySpan<byte> bytes, int length, out TcpHeader header)
    {
        header = default;
        if (bytes.Length < FixedSize)
        {
            return false;
        }

        int size = (bytes[12] >> 4) * 4;
        if (size < FixedSize || size > length)
        {
            return false;
        }

        header.Sequence = BinaryPrimitives.ReadUInt32BigEndian(bytes[4..]);
        header.Acknowledgement = BinaryPrimitives.ReadUInt32BigEndian(bytes[8..]);
        header.Flags = (TcpFlags)(BinaryPrimitives.ReadUInt16BigEndian(bytes[12..]) & 0xFFF);
        header.Window = BinaryPrimitives.ReadUInt16BigEndian(bytes[14..]);
        header.PayloadLength = length - size;
        header.WindowScale = -1;
        if (size > FixedSize)
        {
            header.ReadOptions(bytes[FixedSize..Math.Min(size, bytes.Length)]);
        }

        return true;
    }

    private void ReadOptions(ReadOnlySpan<byte> options)
    {
        while (!options.IsEmpty && options[0] != 0)
        {
            if (options[0] == 1)
            {
                options = options[1..];
                continue;
            }

            if (options.Length < 2 || options[1] < 2 || options[1] > options.Length)
            {
                return;
            }

            ReadOnlySpan<byte> value = options[2..options[1]];
            switch (options[0], value.Length)
            {
                case (2, 2):
                    MaximumSegmentSize = BinaryPrimitives.ReadUInt16BigEndian(value);
                    break;
                case (3, 1):
                    // More than 14 is to be read as 14 (RFC 7323, section 2.3).
                    WindowScale = Math.Min((int)value[0], 14);
                    break;
                case (4, 0):
                    IsSackPermitted = true;
                    break;
                case (5, 8 or 16 or 24 or 32):
                    SackEdges = value.Length / 4;
                    for (int i = 0; i < SackEdges; i++)
                    {
                        Sacks[i] = BinaryPrimitives.ReadUInt32BigEndian(value[(4 * i)..]);
                    }

                    break;
                case (8, 8):
                    HasTimestamps = true;
                    (TimestampValue, TimestampEcho) = (BinaryPrimitives.ReadUInt32BigEndian(value), BinaryPrimitives.ReadUInt32BigEndian(value[4..]));
                    break;
            }

            options = options[options[1]..];
        }
    }
}
