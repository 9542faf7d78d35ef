using Ojo.Storage.Queries;

namespace Ojo.Storage.Sqlite.Reading;

/// <summary>Reads what a list says of a flow.</summary>
internal sealed class FlowRowReader(ReaderConnection connection, StoredCatalogue catalogue)
{
    /// <summary>What the row must begin with; <c>f</c> is <c>ojo_flow</c>.</summary>
    public const string Columns = "f.id, f.run, f.bits, f.parent, f.first_ns, f.last_ns, f.events";

    /// <summary>How many columns that is.</summary>
    public const int ColumnCount = 7;

    private readonly Statement _keys = connection.Prepare("SELECT key, events FROM ojo_flow_key WHERE flow = ?1");
    private readonly Statement _children = connection.Prepare("SELECT count(*) FROM ojo_flow WHERE run = ?1 AND parent = ?2");

    public FlowRow Read(Statement row)
    {
        long sent = 0;
        long lost = 0;
        _keys.Bind(1, row.Int64(0));
        while (_keys.Step())
        {
            switch (catalogue.Keys[_keys.Int32(0)].Type.Descriptor?.Role)
            {
                case EventRole.PacketSent:
                    sent += _keys.Int64(1);
                    break;
                case EventRole.PacketLost:
                    lost += _keys.Int64(1);
                    break;
            }
        }

        return new FlowRow(
            Flow: new FlowKey(row.Int64(1), (ulong)row.Int64(2)),
            ParentFlowId: (ulong?)row.Int64OrNull(3),
            FirstNs: row.Int64(4),
            LastNs: row.Int64(5),
            Events: row.Int64(6),
            PacketsSent: sent,
            PacketsLost: lost,
            Children: _children.Bind(1, row.Int64(1)).Bind(2, row.Int64(2)).Scalar() ?? 0);
    }
}
