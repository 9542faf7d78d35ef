using Ojo.Catalogue;
using Ojo.Storage;
using Ojo.Storage.Queries;

namespace Ojo.Explorer.Tests.Support;

/// <summary>What a <see cref="FakeStore"/> answers unless a test says otherwise: one run with one flow.</summary>
internal static class SampleStore
{
    public const long StartNs = 1_767_225_600_000_000_000;

    public static readonly StoredRun Run = new(1, "edge-proxy", "node-4", 4121, StartNs, 184_201, 0, 12, 12_400_000_000);

    public static readonly FlowRow Flow = new(new FlowKey(1, 7), null, 12_000, 12_400_000_000, 184_201, 61_200, 1285, 4);

    public static readonly EventDescriptor Lost = new()
    {
        Id = 13,
        Name = "PACKET_LOST_IN_SPACE",
        Provider = "ojo",
        Category = "Packet",
        Description = "A packet was declared lost",
        Role = EventRole.PacketLost,
        Chart = ChartHint.Scatter,
        Fields =
        [
            new() { Name = "packet_number", Type = FieldType.U64, Kind = FieldKind.Identifier, Part = FieldPart.PacketNumber, BitOffset = 0, BitWidth = 56 },
            new() { Name = "space", Type = FieldType.U8, BitOffset = 56, BitWidth = 2 },
            new()
            {
                Name = "reason", Type = FieldType.Enum, Kind = FieldKind.State, Part = FieldPart.Reason, BitOffset = 58, BitWidth = 6,
                Values = [new("unspecified", 0), new("timeout", 1)],
            },
        ],
    };

    public static readonly IReadOnlyList<StoredEventType> EventTypes =
    [
        new(13, 13, Lost, 1285),
        new(40, 0x800039A1, null, 3),
        new(41, ulong.MaxValue, null, 1),
    ];

    public static readonly IReadOnlyList<TypeCount> Types =
    [
        new(13, 13, "PACKET_LOST_IN_SPACE", "Packet", 1285),
        new(41, ulong.MaxValue, "0xFFFFFFFFFFFFFFFF", "", 1),
    ];

    public static readonly StoreStatistics Statistics = new(184_201, 12, 1, 13, 0, StartNs + 12_000, StartNs + 12_400_000_000, Types);

    public static readonly FlowDetails Details = new(
        Flow, Run, Types, new FlowSummary(61_200, 30_110, 59_915, 1285, 1285, 73_440_000, 1_204_400, 4, null, 0, 40_012.5, 41_880, 12_399_988));

    public static readonly IReadOnlyList<EventRow> Events =
    [
        new(981, Flow.Flow, 1_203_000_000, 13, 13, "PACKET_LOST_IN_SPACE", ulong.MaxValue,
            [new("packet_number", 91UL), new("space", 0UL), new("reason", "timeout")]),
        new(982, Flow.Flow, 1_203_004_000, 40, 0x800039A1, "0x800039A1", 17, []),
    ];

    public static SeriesResult SeriesOf(SeriesQuery query) => new(query.FromNs ?? 12_000, query.ToNs ?? 12_400_000_001,
    [
        .. query.Selectors.Select(static selector => new Series(selector, 1_048_576,
            [new(1_000_010_000, 1_001_020_000, 12_000, 12_400, 12_000, 12_400, 5), new(1_001_060_000, 1_001_900_000, double.NaN, 13_000, 12_500, 13_000, 3)],
            new(999_990_000, 999_990_000, 12_000, 12_000, 12_000, 12_000, 1))),
    ]);

    public static readonly IReadOnlyList<SqlTable> SqlTables =
    [
        new("events", [new("id", "INTEGER"), new("payload", null)]),
        new("flows", [new("run_id", "INTEGER"), new("flow_id", "BLOB")]),
    ];

    public static SqlResult AnswerSql(SqlQuery query, ISqlSink sink, CancellationToken cancellation)
    {
        sink.Begin([new SqlColumn("n", null)]);
        return new SqlResult(0, 0, TimeSpan.FromMilliseconds(1.5), SqlLimit.None, [SqlKinds.None]);
    }
}
