using System.Buffers.Binary;
using Ojo.Interop.Importing;
using Ojo.Interop.Pcap;
using Ojo.Interop.Tests.Importing;

namespace Ojo.Interop.Tests.Pcap;

/// <summary>A capture that is damaged, or made to do damage, is read as far as it can be and harms nothing.</summary>
public sealed class HostileCaptureTests
{
    private static readonly int s_mutations = MutatedFiles.CountOr(10_000);

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Pcap", "Captures");

    [Fact]
    public void Mutated_captures_are_read_to_an_end_or_a_sentence()
    {
        byte[][] captures = [File.ReadAllBytes(Path.Combine(Folder, "findings.pcap")), AsPcapng(File.ReadAllBytes(Path.Combine(Folder, "findings.pcap")))];
        using DiscardingDestination destination = new();
        using ImportTarget target = new(destination, identity: 1);
        using ImportedRun run = target.Begin(new ImportedRunStart { Service = "capture", StartUnixNs = 0, Events = CaptureTypes.All, Clock = "pcap" });
        Random random = new(20_230_917);
        ulong packets = 0;
        for (int n = 0; n < s_mutations; n++)
        {
            byte[] mutated = Mutate(captures[n % captures.Length], random);
            ImportReport report = new("mutated");
            try
            {
                packets += Read(run, mutated, report);
            }
            catch (ImportException exception)
            {
                Assert.EndsWith(".", exception.Message, StringComparison.Ordinal);
            }

            Assert.All(report.Problems, static problem => Assert.EndsWith(".", problem.Message, StringComparison.Ordinal));
        }

        Assert.True(packets > (ulong)s_mutations, "Most mutations leave packets that can be read.");
    }

    [Fact]
    public void A_packet_said_to_be_larger_than_any_is_not_made_room_for()
    {
        byte[] capture = File.ReadAllBytes(Path.Combine(Folder, "findings.pcap"));
        BinaryPrimitives.WriteUInt32LittleEndian(capture.AsSpan(24 + 8), uint.MaxValue);
        ImportReport report = new("large");
        CaptureReader reader = CaptureReader.Open(new MemoryStream(capture), report);
        Assert.False(reader.TryRead(out _));
        Assert.Equal(24, Assert.Single(report.Problems).Offset);
    }

    [Fact]
    public void Of_too_many_conversations_the_longest_silent_makes_room()
    {
        using DiscardingDestination destination = new();
        using ImportTarget target = new(destination, identity: 1);
        using ImportedRun run = target.Begin(new ImportedRunStart { Service = "capture", StartUnixNs = 0, Events = CaptureTypes.All, Clock = "pcap" });
        CaptureFlows flows = new(run, mostConversations: 1, mostSegments: 1);
        CaptureReader reader = CaptureReader.Open(File.OpenRead(Path.Combine(Folder, "findings.pcap")), new ImportReport("findings"));
        while (reader.TryRead(out CapturedPacket packet))
        {
            flows.Take(0, in packet);
        }

        Assert.Equal((1, 57UL), (flows.Forgotten, flows.Packets));
    }

    private static ulong Read(ImportedRun run, byte[] bytes, ImportReport report)
    {
        CaptureReader reader = CaptureReader.Open(new MemoryStream(bytes), report);
        CaptureFlows flows = new(run, mostConversations: 16, mostSegments: 64);
        while (reader.TryRead(out CapturedPacket packet))
        {
            flows.Take(packet.UnixNs, in packet);
        }

        return flows.Packets;
    }

    private static byte[] Mutate(byte[] original, Random random)
    {
        byte[] bytes = [.. original.AsSpan(0, random.Next(4) == 0 ? random.Next(original.Length) : original.Length)];
        for (int n = random.Next(1, 12); n > 0 && bytes.Length >= 8; n--)
        {
            // Near the beginning as often as anywhere: lengths and kinds are there.
            int at = random.Next(2) == 0 ? random.Next(Math.Min(160, bytes.Length - 4)) : random.Next(bytes.Length - 4);
            switch (random.Next(4))
            {
                case 0:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 2:
                    BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(at), (uint)random.NextInt64(1L << 32));
                    break;
                default:
                    BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(at), random.Next(3) switch { 0 => 0u, 1 => uint.MaxValue, _ => 0x7FFF_FFFF });
                    break;
            }
        }

        return bytes;
    }

    /// <summary>The same packets in the newer format, in the other byte order, with nanoseconds and an offset.</summary>
    internal static byte[] AsPcapng(byte[] pcap)
    {
        MemoryStream stream = new();
        void Block(uint type, ReadOnlySpan<byte> body)
        {
            int length = 12 + ((body.Length + 3) & ~3);
            byte[] block = new byte[length];
            BinaryPrimitives.WriteUInt32BigEndian(block, type);
            BinaryPrimitives.WriteInt32BigEndian(block.AsSpan(4), length);
            body.CopyTo(block.AsSpan(8));
            BinaryPrimitives.WriteInt32BigEndian(block.AsSpan(length - 4), length);
            stream.Write(block);
        }

        Block(0x0A0D0D0A, [0x1A, 0x2B, 0x3C, 0x4D, 0, 1, 0, 0, 255, 255, 255, 255, 255, 255, 255, 255]);
        Block(0x0000000A, [0x54, 0x4C, 0x53, 0x4B, 0, 0, 0, 0]);
        Block(1, [0, 1, 0, 0, 0, 0, 0, 0, 0, 9, 0, 1, 9, 0, 0, 0, 0, 14, 0, 8, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0]);
        for (int at = 24; at < pcap.Length;)
        {
            ulong ns = ((BinaryPrimitives.ReadUInt32LittleEndian(pcap.AsSpan(at)) - 1) * 1_000_000_000UL) + BinaryPrimitives.ReadUInt32LittleEndian(pcap.AsSpan(at + 4)) * 1000UL;
            int captured = BinaryPrimitives.ReadInt32LittleEndian(pcap.AsSpan(at + 8));
            byte[] body = new byte[20 + captured];
            BinaryPrimitives.WriteUInt64BigEndian(body.AsSpan(4), ns);
            BinaryPrimitives.WriteInt32BigEndian(body.AsSpan(12), captured);
            BinaryPrimitives.WriteInt32BigEndian(body.AsSpan(16), BinaryPrimitives.ReadInt32LittleEndian(pcap.AsSpan(at + 12)));
            pcap.AsSpan(at + 16, captured).CopyTo(body.AsSpan(20));
            Block(6, body);
            at += 16 + captured;
        }

        return stream.ToArray();
    }
}
