using Ojo.Storage.Decoding;
using Ojo.Storage.Sqlite.Views;
using SQLitePCL;

namespace Ojo.Storage.Sqlite.Writing;

/// <summary>Makes the views that work by role, <c>flow_summary</c> and <c>packets</c>, anew for the types that there are.</summary>
/// <remarks>What <c>flow_summary</c> says, <see cref="Reading.SummaryReader"/> says too: a rule is changed in both.</remarks>
internal static class RoleViews
{
    // SQLite's statements have an end, and nobody has so many types of one role in earnest.
    private const int MaxTypes = 300;

    // A sum of whole numbers that overflows is an error in SQLite, one of real numbers is not.
    private const string BytesSum = "CAST(sum(v.value * 1.0) AS INTEGER)";

    public static void Create(sqlite3 connection, IEnumerable<StoredType> types)
    {
        List<StoredType> named = [.. types.Where(type => type.Descriptor is not null).OrderBy(type => type.Id)];
        Execute(connection, "DROP VIEW IF EXISTS flow_summary");
        Execute(connection, "CREATE VIEW flow_summary AS\n" + FlowSummary(named));
        Execute(connection, "DROP VIEW IF EXISTS packets");
        Execute(connection, PacketViewSql.Of(named));
    }

    /// <summary>What <c>flow_summary</c> selects where the events are in several files beside the one that has the flows.</summary>
    /// <param name="types">The types that there are.</param>
    /// <param name="files">What the files are called that have the events.</param>
    public static string FlowSummaryOver(IEnumerable<StoredType> types, IReadOnlyList<string> files) =>
        FlowSummary([.. types.Where(type => type.Descriptor is not null).OrderBy(type => type.Id)], files);

    /// <summary>The keys of some types, for <c>IN</c>.</summary>
    public static string KeysOf(IEnumerable<StoredType> types) =>
        $"(SELECT id FROM ojo_key WHERE type IN ({string.Join(", ", types.Take(MaxTypes).Select(type => type.Id))}))";

    /// <summary>An expression that is another one for each type of an event.</summary>
    public static string ByType(string row, IReadOnlyList<StoredType> types, Func<StoredType, string> expression) => types.Count switch
    {
        0 => "NULL",
        1 => expression(types[0]),
        _ => $"CASE (SELECT type FROM ojo_key WHERE id = {row}.key) "
            + string.Join(' ', types.Take(MaxTypes).Select(type => $"WHEN {type.Id} THEN {expression(type)}")) + " END",
    };

    private static string FlowSummary(List<StoredType> types, IReadOnlyList<string>? files = null) => $"""
        SELECT f.run AS run_id, f.flow_id,
               {CountOf(types, EventRole.PacketSent)} AS packets_sent,
               {CountOf(types, EventRole.PacketReceived)} AS packets_received,
               {CountOf(types, EventRole.PacketAcked)} AS packets_acked,
               {CountOf(types, EventRole.PacketLost)} AS packets_lost,
               {CountOf(types, EventRole.PacketRetransmitted)} AS packets_retransmitted,
               {ValueOf(types, BytesSum, RoleUse.BytesSent, files)} AS bytes_sent,
               {ValueOf(types, BytesSum, RoleUse.BytesReceived, files)} AS bytes_received,
               (SELECT sum(c.events) FROM ojo_flow_key AS c
                WHERE c.key IN {KeysOf(types.Where(type => type.Descriptor!.Role == EventRole.StreamOpened))}
                  AND c.flow IN (SELECT f.id UNION ALL SELECT g.id FROM ojo_flow AS g WHERE g.run = f.run AND g.parent = f.bits)) AS streams,
               {ValueOf(types, "CAST(max(v.value) AS INTEGER)", RoleUse.Window, files)} AS max_cwnd,
               {ValueOf(types, "CAST(v.value AS INTEGER)", RoleUse.BytesInFlight, files, "ORDER BY v.ns DESC, v.place DESC LIMIT 1")} AS last_bytes_in_flight,
               {ValueOf(types, "CAST(min(v.value) AS REAL)", [RoleUse.LatestRtt, RoleUse.MinRtt], files)} AS min_rtt_us,
               (SELECT CAST(avg(m.value) AS REAL)
                FROM (SELECT v.value, row_number() OVER (ORDER BY v.value) AS place, count(*) OVER () AS samples
                      FROM ({Values(types, RoleUse.LatestRtt, files)}) AS v WHERE v.value IS NOT NULL) AS m
                WHERE m.place IN ((m.samples + 1) / 2, (m.samples + 2) / 2)) AS median_rtt_us,
               (f.last_ns - f.first_ns) / 1000.0 AS duration_us
        FROM ojo_flow AS f
        WHERE f.bits <> 0
           OR EXISTS (SELECT 1 FROM ojo_flow_key AS c JOIN ojo_key AS k ON k.id = c.key JOIN ojo_type AS t ON t.id = k.type
                      WHERE c.flow = f.id AND t.flow = 1)
        """;

    private static string CountOf(List<StoredType> types, EventRole role) => $"""
        (SELECT sum(c.events) FROM ojo_flow_key AS c
                WHERE c.flow = f.id AND c.key IN {KeysOf(types.Where(type => type.Descriptor!.Role == role && RoleField.Counts(type.Descriptor)))})
        """;

    private static string ValueOf(List<StoredType> types, string expression, RoleUse use, IReadOnlyList<string>? files, string rest = "") =>
        $"(SELECT {expression} FROM ({Values(types, use, files)}) AS v {rest})";

    private static string ValueOf(List<StoredType> types, string expression, RoleUse[] uses, IReadOnlyList<string>? files) =>
        $"(SELECT {expression} FROM ({string.Join(" UNION ALL ", uses.Select(use => Values(types, use, files)))}) AS v)";

    /// <summary>A flow's values of one use, with their times and places.</summary>
    private static string Values(List<StoredType> types, RoleUse use, IReadOnlyList<string>? files)
    {
        List<StoredType> having = types.FindAll(type => RoleField.Of(type.Descriptor).Any(field => field.Use == use));
        if (files is null)
        {
            return $"""
                SELECT e.id - b.moved AS place, b.first_ns + (e.dt >> b.shift) * b.tick AS ns, {Value(having, use, FieldSql.OfEvent)} AS value
                FROM ojo_block AS b CROSS JOIN ojo_event AS e ON e.id BETWEEN b.first_id AND b.last_id
                WHERE b.flow = f.id AND e.key IN {KeysOf(having)}
                """;
        }

        // A flow has another row in each file.
        return string.Join(" UNION ALL ", files.Select(file => $"""
            SELECT e.id - b.moved AS place, b.first_ns + (e.dt >> b.shift) * b.tick AS ns, {Value(having, use, FieldSql.OfEventIn(file))} AS value
            FROM {file}.ojo_flow AS g CROSS JOIN {file}.ojo_block AS b ON b.flow = g.id CROSS JOIN {file}.ojo_event AS e ON e.id BETWEEN b.first_id AND b.last_id
            WHERE g.run = f.run AND g.bits = f.bits AND e.key IN {KeysOf(having)}
            """));
    }

    private static string Value(List<StoredType> having, RoleUse use, FieldSql fields) => ByType("e", having, type =>
    {
        RoleField field = RoleField.Of(type.Descriptor).First(field => field.Use == use);
        string number = fields.DecodeNumber(field.Field, type.Descriptor!, type.Id);
        return field.Scale == 1 ? number : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"({number}) * {field.Scale:R}");
    });

    private static void Execute(sqlite3 connection, string sql)
    {
        using var statement = new Statement(connection, sql);
        statement.Execute();
    }
}
