using Ojo.Catalogue;
using Ojo.Format;
using Ojo.Interop.Importing;

namespace Ojo.Interop.Tests.Timeline;

/// <summary>Makes the lives of connections, streams and packets: by the built-in events, by those of a game, and with what is hostile in names and texts.</summary>
internal sealed class LifeImporter : IImporter
{
    /// <summary>When the run began.</summary>
    public const long StartUnixNs = 1_700_000_000_123_456_789;

    /// <summary>A name that would end a string, a line and a document in many formats.</summary>
    public const string Hostile = "\"},{\"ph\":\"X\"}]</script>\u0001\r\n\u2028 =1+1 \ud83d\ude00";

    /// <summary>Connection 1 has streams 11 and 12; connection 2 is a game's and is never closed; 3 is a flow below 1 whose parent link is all it has of it.</summary>
    public static EventDescriptor SnapshotSent { get; } = Type("SNAPSHOT_SENT", EventRole.PacketSent,
        Field("tick", FieldType.U32, 0, 32, FieldPart.PacketNumber), Field("bytes", FieldType.U16, 32, 16, FieldPart.Size), Field("reason", FieldType.Enum, 48, 8, FieldPart.None) with { Values = [new EnumValue("timer", 1)] });

    public static EventDescriptor SnapshotAcked { get; } = Type("SNAPSHOT_SEEN", EventRole.PacketAcked, Field("tick", FieldType.U32, 0, 32, FieldPart.PacketNumber));

    public static EventDescriptor Load { get; } = Type("SERVER_LOAD", EventRole.None, Field("load", FieldType.F64, 0, 64, FieldPart.None) with { Unit = "players/s" }) with { Chart = ChartHint.Line };

    public static EventDescriptor Chat { get; } = Type("CHAT\"<b>", EventRole.None,
        Field("said\"\n", FieldType.Text, 0, 0, FieldPart.None), Field("by", FieldType.String, 0, 32, FieldPart.None));

    public string Format => "life";

    public string Description => "lives of connections";

    public bool Recognizes(ReadOnlySpan<byte> head, string fileName) => head.StartsWith("LIFE"u8);

    public void Import(ImportSource source, ImportTarget target, ImportReport report, CancellationToken cancellation)
    {
        using ImportedRun run = target.Begin(new ImportedRunStart { Service = Hostile, StartUnixNs = StartUnixNs, Events = [SnapshotSent, SnapshotAcked, Load, Chat], Clock = Format });
        run.Write(1_000, 1, 0x400, 1);
        run.Write(1_500, 1, 0x402, 1);
        run.Write(2_001, 11, 0x101, 1);
        run.Write(2_001, 11, 0x100, 4);
        run.Write(2_500, 12, 0x101, 1);
        run.Write(2_500, 12, 0x100, 8);
        for (ulong n = 0; n < 20; n++)
        {
            long tNs = 3_000 + ((long)n * 1_000);
            run.Write(tNs, 1, 0x009, n | (1200UL << 48));
            run.Write(tNs, n % 2 == 0 ? 11u : 12, 0x105, [n % 2 == 0 ? 4UL : 8, n / 2 * 1100, 1100]);
            run.Write(tNs + 1, 1, 0x300, 14_000 + n);
            run.Write(tNs + 2, 1, 0x304, (20_000 + n) | ((21_000 + n) << 32));
        }

        run.Write(30_000, 1, 0x202, 0 | (5000UL << 8));
        run.Write(31_000, 1, 0x00A, 7 | (60UL << 48));
        for (ulong n = 0; n < 10; n++)
        {
            run.Write(31_000, 1, 0x00C, n);
        }

        run.Write(32_000, 1, 0x00D, 12 | (2UL << 58));
        run.Write(33_000, 1, 0x402, 2);
        run.Write(34_000, 1, 0x203, 0);
        run.Write(40_000, 11, 0x104, 4 | (1UL << 56));
        run.Write(50_000, 1, 0x401, 1 | (7UL << 8));
        run.Write(50_001, 12, 0x307, ulong.MaxValue);
        run.Write(5_000, 2, SnapshotSent.Id, 65_536 | (500UL << 32) | (1UL << 48));
        run.Write(6_000, 2, SnapshotAcked.Id, 65_536);
        run.Write(7_000, 2, Load.Id, BitConverter.DoubleToUInt64Bits(0.25));
        run.Write(7_500, 2, Load.Id, BitConverter.DoubleToUInt64Bits(double.NaN));
        run.Write(8_000, 2, Chat.Id, run.Intern(Hostile));
        run.WriteText([.. "\"}],\"<script>"u8, 0xFF, 0x00, (byte)'\n']);
        run.Write(9_000, 2, 0xF0000001, [ulong.MaxValue, 2, 3]);
        run.Write(9_500, 3, 0x101, 1);
        run.Write(9_500, 3, 0x006, 5);
        run.WriteGap(10_000, 20_000, DropCause.BufferFull, 321);
        run.WriteGap(15_000, 25_000, DropCause.BufferFull, 7);
    }

    private static EventDescriptor Type(string name, EventRole role, params FieldDescriptor[] fields) =>
        new() { Id = EventTypeId.Derive("game", name), Name = name, Provider = "game", Category = "Game", Role = role, Fields = fields };

    private static FieldDescriptor Field(string name, FieldType type, int offset, int width, FieldPart part) =>
        new() { Name = name, Type = type, BitOffset = offset, BitWidth = width, Part = part };
}
