using System.Buffers.Binary;
using Ojo.Interop.Importing;

namespace Ojo.Interop.Pcap;

/// <summary>Reads the packets of a capture, one after the other.</summary>
internal abstract class CaptureReader(ByteWindow window, ImportReport report)
{
    protected const long NsPerSecond = 1_000_000_000;

    protected ByteWindow Window { get; } = window;

    protected ImportReport Report { get; } = report;

    /// <summary>The reader for a capture of either kind.</summary>
    /// <exception cref="ImportException">It is neither.</exception>
    public static CaptureReader Open(Stream content, ImportReport report)
    {
        ByteWindow window = new(content);
        ReadOnlySpan<byte> head = window.Peek(sizeof(uint));
        return head.Length < sizeof(uint) ? throw new ImportException("A capture begins with four bytes that tell its kind, and the file ends before.", head.Length)
            : BinaryPrimitives.ReadUInt32LittleEndian(head) == PcapngReader.SectionHeader ? new PcapngReader(window, report)
            : new PcapReader(window, report);
    }

    /// <summary>Whether a file's first bytes are those of a capture.</summary>
    public static bool Recognizes(ReadOnlySpan<byte> head) => PcapngReader.Recognizes(head) || PcapReader.Recognizes(head);

    /// <summary>Reads the next packet. Its bytes are good until the next is read.</summary>
    /// <returns>False at the end, or where nothing more can be understood, which the report then says.</returns>
    public abstract bool TryRead(out CapturedPacket packet);

    /// <summary>Seconds and a part of one, as nanoseconds; what does not fit is as late as can be.</summary>
    protected static long TimeOf(ulong seconds, ulong ns) => seconds < (long.MaxValue / NsPerSecond) - 8 ? (long)((seconds * NsPerSecond) + ns) : long.MaxValue;
}
