using Ojo.Catalogue;
using Ojo.Storage.Decoding;
using Ojo.Storage.Sqlite.Views;

namespace Ojo.Storage.Sqlite.Writing;

/// <summary>Writes the view <c>packets</c>: one row per flow, packet number space and packet number, with what happened to the packet when.</summary>
internal static class PacketViewSql
{
    private static readonly FieldSql s_next = new("n", FieldTables.OfStore);

    public static string Of(List<StoredType> types)
    {
        List<StoredType> packets = types.FindAll(type =>
            type.Descriptor!.Role is EventRole.PacketCreated or EventRole.PacketSent or EventRole.PacketReceived
                or EventRole.PacketAcked or EventRole.PacketLost or EventRole.PacketRetransmitted &&
            RoleField.Find(type.Descriptor, FieldPart.PacketNumber) is not null);
        string role = RoleViews.ByType("e", packets, type => SqlText.Literal(SnakeCase.Of(type.Descriptor!.Role)));

        // CROSS JOIN keeps the tables in this order: from the flow to its blocks to their events is always right.
        return $"""
            CREATE VIEW packets AS
            SELECT p.run_id, p.flow_id, p.space, p.packet_number,
                   coalesce(max(CASE p.role WHEN 'packet_sent' THEN p.size END), max(p.size)) AS size,
                   min(CASE p.role WHEN 'packet_created' THEN p.ns END) AS created_ns,
                   min(CASE p.role WHEN 'packet_sent' THEN p.ns END) AS sent_ns,
                   min(CASE p.role WHEN 'packet_received' THEN p.ns END) AS received_ns,
                   min(CASE p.role WHEN 'packet_acked' THEN p.ns END) AS acked_ns,
                   min(CASE p.role WHEN 'packet_lost' THEN p.ns END) AS lost_ns,
                   max(p.retransmitted_as) AS retransmitted_as
            FROM (SELECT f.run AS run_id, f.flow_id, b.first_ns + (e.dt >> b.shift) * b.tick AS ns,
                         {role} AS role,
                         {Part(packets, FieldPart.Space, "0")} AS space,
                         {Part(packets, FieldPart.PacketNumber, "NULL")} AS packet_number,
                         {Part(packets, FieldPart.Size, "NULL")} AS size,
                         {RetransmittedAs(types, packets)} AS retransmitted_as
                  FROM ojo_flow AS f CROSS JOIN ojo_block AS b ON b.flow = f.id CROSS JOIN ojo_event AS e ON e.id BETWEEN b.first_id AND b.last_id
                  WHERE e.key IN {RoleViews.KeysOf(packets)}) AS p
            GROUP BY p.run_id, p.flow_id, p.space, p.packet_number
            """;
    }

    private static string Part(List<StoredType> packets, FieldPart part, string otherwise) =>
        RoleViews.ByType("e", packets, type => RoleField.Find(type.Descriptor!, part) is FieldDescriptor field
            ? FieldSql.OfEvent.DecodeNumber(field, type.Descriptor!, type.Id)
            : otherwise);

    /// <summary>
    /// The new number of what was lost: a value of the event itself, or of the next event of the flow that is about a
    /// retransmission, if that one has no old number.
    /// </summary>
    private static string RetransmittedAs(List<StoredType> types, List<StoredType> packets)
    {
        List<StoredType> olds = packets.FindAll(type => type.Descriptor!.Role == EventRole.PacketRetransmitted);
        List<StoredType> news = types.FindAll(type => type.Descriptor!.Role == EventRole.PacketRetransmitted && !RoleField.Counts(type.Descriptor));
        string keys = RoleViews.KeysOf([.. olds, .. news]);
        string value = $"CASE WHEN n.key IN {RoleViews.KeysOf(news)} THEN "
            + RoleViews.ByType("n", news, type => s_next.DecodeNumber(RoleField.Find(type.Descriptor!, FieldPart.Value)!, type.Descriptor!, type.Id))
            + " END";
        string inBlock = $"SELECT {value} FROM ojo_event AS n WHERE n.id > e.id AND n.id <= b.last_id AND n.key IN {keys} ORDER BY n.id LIMIT 1";
        string inNextBlock = $"""
            SELECT {value} FROM ojo_block AS c JOIN ojo_event AS n ON n.id BETWEEN c.first_id AND c.last_id
            WHERE c.flow = b.flow AND c.first_ns >= b.last_ns AND c.first_id - c.moved > b.first_id - b.moved AND n.key IN {keys}
            ORDER BY c.first_ns, c.first_id - c.moved, n.id LIMIT 1
            """;
        string ofPair = news.Count == 0 ? "NULL" : $"""
            CASE WHEN EXISTS (SELECT 1 FROM ojo_event AS n WHERE n.id > e.id AND n.id <= b.last_id AND n.key IN {keys})
                 THEN ({inBlock}) ELSE ({inNextBlock}) END
            """;
        return RoleViews.ByType("e", packets, type =>
            type.Descriptor!.Role != EventRole.PacketRetransmitted ? "NULL"
            : RoleField.Find(type.Descriptor, FieldPart.Value) is FieldDescriptor field
                ? FieldSql.OfEvent.DecodeNumber(field, type.Descriptor, type.Id)
                : $"({ofPair})");
    }
}
