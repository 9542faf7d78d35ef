using System.Buffers.Binary;
using Ojo.Interop.Importing;

namespace Ojo.Interop.Pcap;

/// <summary>Reads the classic format of captures: a header of 24 bytes, then each packet behind one of 16, in the byte order of whoever wrote it.</summary>
internal sealed class PcapReader : CaptureReader
{
    private const uint Microseconds = 0xA1B2C3D4;
    private const uint Nanoseconds = 0xA1B23C4D;
    private const int HeaderSize = 24;
    private const int RecordSize = 16;

    private readonly bool _isBigEndian;
    private readonly ulong _tick;
    private readonly int _linkType;

    public PcapReader(ByteWindow window, ImportReport report)
        : base(window, report)
    {
        ReadOnlySpan<byte> header = window.Peek(HeaderSize);
        if (header.Length < HeaderSize || !Recognizes(header))
        {
            throw new ImportException(
                header.Length < HeaderSize ? $"The header of a capture has {HeaderSize} bytes, and the file ends after {header.Length}." : "The file does not begin like a capture of either kind.", 0);
        }

        uint magic = BinaryPrimitives.ReadUInt32BigEndian(header);
        _isBigEndian = magic is Microseconds or Nanoseconds;
        _tick = magic == Microseconds || BinaryPrimitives.ReverseEndianness(magic) == Microseconds ? 1000UL : 1;
        // The upper bits say how long a checksum each frame ends with.
        _linkType = (int)(Number(header[20..]) & 0xFFFF);
        window.Skip(HeaderSize);
    }

    public static new bool Recognizes(ReadOnlySpan<byte> head) =>
        head.Length >= sizeof(uint)
        && (BinaryPrimitives.ReadUInt32BigEndian(head) is Microseconds or Nanoseconds || BinaryPrimitives.ReadUInt32LittleEndian(head) is Microseconds or Nanoseconds);

    public override bool TryRead(out CapturedPacket packet)
    {
        packet = default;
        ReadOnlySpan<byte> record = Window.Peek(RecordSize);
        if (record.Length < RecordSize)
        {
            if (!record.IsEmpty)
            {
                Report.Add(Window.Offset, $"The file ends within a packet's header, after {record.Length} of its {RecordSize} bytes. The packets before it were taken in.");
            }

            return false;
        }

        uint seconds = Number(record);
        uint part = Number(record[4..]);
        uint captured = Number(record[8..]);
        uint original = Number(record[12..]);
        if (captured > ByteWindow.MostBytes)
        {
            Report.Add(Window.Offset, $"A packet is said to have {captured} captured bytes: the file is damaged here, and nothing behind it can be found.");
            return false;
        }

        ReadOnlySpan<byte> whole = Window.Peek(RecordSize + (int)captured);
        if (whole.Length < RecordSize + (int)captured)
        {
            Report.Add(Window.Offset, $"The file ends within a packet, after {whole.Length - RecordSize} of its {captured} captured bytes. The packets before it were taken in.");
            return false;
        }

        Window.Skip(whole.Length);
        packet = new CapturedPacket(TimeOf(seconds, part * _tick), _linkType, Math.Max(original, captured), whole[RecordSize..]);
        return true;
    }

    private uint Number(ReadOnlySpan<byte> bytes) => _isBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);
}
