using Ojo.Catalogue;
using Ojo.Storage.Decoding;
using Ojo.Storage.Queries;
using Ojo.Storage.Sqlite.Writing;

namespace Ojo.Storage.Sqlite.Reading;

/// <summary>Reads between which values a field lies off the blocks' summaries; only blocks too small to have any are looked into.</summary>
internal sealed class FieldBoundsQuery(ReaderConnection connection, StoredCatalogue catalogue, CancellationToken cancellation)
{
    private double _min = double.PositiveInfinity;
    private double _max = double.NegativeInfinity;

    public FieldBounds? Run(FlowKey flow, int typeKey, int field)
    {
        if (!catalogue.Types.TryGetValue(typeKey, out StoredType? type) || !FieldSummary.Covers(type.Descriptor, field)
            || connection.Prepare("SELECT id FROM ojo_flow WHERE run = ?1 AND bits = ?2").Bind(1, flow.RunId).Bind(2, (long)flow.FlowId).Scalar() is not long row)
        {
            return null;
        }

        List<StoredKey> keys = [.. catalogue.KeysOf(type)];
        if (keys.Count == 0 || keys.Exists(static key => key.SummedFrom > 0))
        {
            return null;
        }

        foreach (StoredKey key in keys)
        {
            ReadSummaries(row, key, field);
        }

        ReadEvents(row, keys, UnnamedType.FieldsOf(type.Descriptor)[field]);
        return new FieldBounds(_min, _max);
    }

    private void ReadSummaries(long flow, StoredKey key, int field)
    {
        Statement bounds = connection.Prepare("""
            SELECT min(coalesce(min, min(first, coalesce(last, first)))), max(coalesce(max, max(first, coalesce(last, first))))
            FROM ojo_summary WHERE flow = ?1 AND key = ?2 AND field = ?3
            """).Bind(1, flow).Bind(2, key.Id).Bind(3, field);
        if (bounds.Step() && !bounds.IsNull(0))
        {
            Add(bounds.Double(0));
            Add(bounds.Double(1));
        }

        bounds.Reset();
    }

    private void ReadEvents(long flow, List<StoredKey> keys, FieldDescriptor field)
    {
        var wanted = new KeySet(keys.Select(static key => key.Id));
        var words = new EventWords(connection);
        Statement blocks = connection.Prepare($"SELECT {StoredBlock.Columns} FROM ojo_block WHERE flow = ?1 AND summed = 0").Bind(1, flow);
        Statement events = connection.Prepare($"SELECT id, dt, key, payload FROM ojo_event WHERE id BETWEEN ?1 AND ?2 AND {wanted.Sql}");
        while (blocks.Step())
        {
            StoredBlock block = StoredBlock.Read(blocks);
            if (!wanted.MayBeIn(block))
            {
                continue;
            }

            cancellation.ThrowIfCancellationRequested();
            events.Bind(1, block.FirstId).Bind(2, block.LastId);
            while (events.Step())
            {
                StoredEvent stored = block.Event(events);
                Add(FieldDecoder.ToDouble(words.Read(stored, catalogue.Keys[stored.Key].Type), field));
            }
        }
    }

    private void Add(double value)
    {
        if (!double.IsNaN(value))
        {
            _min = Math.Min(_min, value);
            _max = Math.Max(_max, value);
        }
    }
}
