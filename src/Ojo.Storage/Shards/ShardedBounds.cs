using Ojo.Storage.Queries;
using Ojo.Storage.Sqlite.Reading;

namespace Ojo.Storage.Shards;

/// <summary>Finds between which values a field lies over all shards that have something of a flow. One that cannot be read, or cannot say, leaves it to a scan.</summary>
internal static class ShardedBounds
{
    public static FieldBounds? Run(ShardedQuery shards, FlowKey flow, int typeKey, int field)
    {
        if (FlowPart.Find(shards.Index, flow) is not FlowPart all || !shards.Catalogue.Types.TryGetValue(typeKey, out Sqlite.StoredType? type))
        {
            return null;
        }

        var bounds = new FieldBounds(double.PositiveInfinity, double.NegativeInfinity);
        foreach (ShardPart part in shards.PartsOf(flow.RunId, all.FirstNs, all.LastNs, shards.Catalogue.KeysOf(type).Select(static key => key.Id)))
        {
            FieldBounds? found = shards.Ask(part.Shard, connection => FlowPart.Find(connection, flow) is null
                ? bounds
                : new FieldBoundsQuery(connection, shards.Catalogue, shards.Cancellation).Run(flow, typeKey, field), none: null);
            if (found is not { } more)
            {
                return null;
            }

            bounds = new FieldBounds(Math.Min(bounds.Min, more.Min), Math.Max(bounds.Max, more.Max));
        }

        return bounds;
    }
}
