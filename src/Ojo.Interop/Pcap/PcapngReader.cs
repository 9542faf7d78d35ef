using System.Buffers.Binary;
using Ojo.Interop.Importing;

namespace Ojo.Interop.Pcap;

/// <summary>Reads the newer format of captures: sections of blocks, each section in its own byte order and with its own interfaces.</summary>
internal sealed class PcapngReader(ByteWindow window, ImportReport report) : CaptureReader(window, report)
{
    /// <summary>The type of the block that begins a section. It reads the same in either byte order.</summary>
    public const uint SectionHeader = 0x0A0D0D0A;

    private const uint ByteOrder = 0x1A2B3C4D;
    private const uint InterfaceDescription = 1;
    private const uint OldPacket = 2;
    private const uint SimplePacket = 3;
    private const uint EnhancedPacket = 6;
    private const int Envelope = 12;
    private const int MostInterfaces = 65_536;

    private readonly List<CaptureInterface> _interfaces = [];
    private bool _isBigEndian;
    private long _last;

    public static new bool Recognizes(ReadOnlySpan<byte> head) => head.Length >= Envelope && BinaryPrimitives.ReadUInt32LittleEndian(head) == SectionHeader
        && (BinaryPrimitives.ReadUInt32LittleEndian(head[8..]) == ByteOrder || BinaryPrimitives.ReadUInt32BigEndian(head[8..]) == ByteOrder);

    public override bool TryRead(out CapturedPacket packet)
    {
        packet = default;
        while (true)
        {
            ReadOnlySpan<byte> head = Window.Peek(Envelope);
            if (head.Length < Envelope)
            {
                return head.IsEmpty ? false : Stop($"The file ends within a block's header, after {head.Length} bytes.");
            }

            uint type = Number(head);
            if (type == SectionHeader)
            {
                uint order = BinaryPrimitives.ReadUInt32LittleEndian(head[8..]);
                if (order != ByteOrder && BinaryPrimitives.ReverseEndianness(order) != ByteOrder)
                {
                    return Stop("A section does not say in which byte order it is: the file is damaged here, and nothing behind it can be understood.");
                }

                _isBigEndian = order != ByteOrder;
                _interfaces.Clear();
            }

            uint length = Number(head[4..]);
            if (length < Envelope || length % 4 != 0)
            {
                return Stop($"A block is said to have {length} bytes, which cannot be: nothing behind it can be found.");
            }

            if (type is not (InterfaceDescription or OldPacket or SimplePacket or EnhancedPacket) || length > ByteWindow.MostBytes)
            {
                // Names, statistics, keys and whatever else there is, or comes to be.
                if (type is InterfaceDescription or OldPacket or SimplePacket or EnhancedPacket)
                {
                    Report.Add(Window.Offset, $"A block of {length} bytes is longer than any packet and was left out.");
                }

                if (!Window.SkipLong(length))
                {
                    return Stop("The file ends within a block.");
                }

                continue;
            }

            ReadOnlySpan<byte> block = Window.Peek((int)length);
            if (block.Length < length)
            {
                return Stop($"The file ends within a block, after {block.Length} of its {length} bytes.");
            }

            long offset = Window.Offset;
            Window.Skip(block.Length);
            ReadOnlySpan<byte> body = block[8..^4];
            if (type == InterfaceDescription)
            {
                Describe(body, offset);
            }
            else if (Parse(type, body, out packet))
            {
                return true;
            }
            else
            {
                Report.Add(offset, "A packet's block does not fit what it says, or names an interface that the section does not have: it was left out.");
            }
        }
    }

    private void Describe(ReadOnlySpan<byte> body, long offset)
    {
        if (body.Length < 8 || _interfaces.Count == MostInterfaces)
        {
            Report.Add(offset, body.Length < 8 ? "An interface's description is too short." : $"There are more than {MostInterfaces} interfaces in a section.");
            return;
        }

        _interfaces.Add(CaptureInterface.Read(body, _isBigEndian));
    }

    private bool Parse(uint type, ReadOnlySpan<byte> body, out CapturedPacket packet)
    {
        packet = default;
        int head = type == SimplePacket ? 4 : 20;
        if (body.Length < head)
        {
            return false;
        }

        uint number = type switch { SimplePacket => 0, OldPacket => Short(body), _ => Number(body) };
        if (number >= _interfaces.Count)
        {
            return false;
        }

        CaptureInterface from = _interfaces[(int)number];
        ReadOnlySpan<byte> bytes = body[head..];
        if (type == SimplePacket)
        {
            // It has no time of its own: it stands after the packet before it.
            uint original = Number(body);
            uint captured = Math.Min(original, from.SnapLength == 0 ? uint.MaxValue : from.SnapLength);
            packet = new CapturedPacket(_last, from.LinkType, original, bytes[..(int)Math.Min(captured, (uint)bytes.Length)]);
            return true;
        }

        uint length = Number(body[12..]);
        if (length > bytes.Length)
        {
            return false;
        }

        _last = from.UnixNs(((ulong)Number(body[4..]) << 32) | Number(body[8..]));
        packet = new CapturedPacket(_last, from.LinkType, Math.Max(length, Number(body[16..])), bytes[..(int)length]);
        return true;
    }

    private bool Stop(string message)
    {
        Report.Add(Window.Offset, message + " The packets before it were taken in.");
        return false;
    }

    private ushort Short(ReadOnlySpan<byte> bytes) => _isBigEndian ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes);

    private uint Number(ReadOnlySpan<byte> bytes) => _isBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);
}
