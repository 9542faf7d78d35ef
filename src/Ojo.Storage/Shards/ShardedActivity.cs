using Ojo.Storage.Queries;
using Ojo.Storage.Sqlite.Reading;

namespace Ojo.Storage.Shards;

/// <summary>Counts what flows did over time in all shards that have some of it, each of which is opened once.</summary>
internal static class ShardedActivity
{
    public static void Run(ShardedQuery shards, FlowActivity activity, TimeAllowance allowance)
    {
        foreach (IGrouping<long, int> run in Enumerable.Range(0, activity.Flows.Count).GroupBy(place => activity.Flows[place].Flow.RunId))
        {
            List<int> places = [.. run];
            foreach (ShardPart part in shards.PartsOf(run.Key, places.Min(place => activity.Flows[place].FirstNs), places.Max(place => activity.Flows[place].LastNs)))
            {
                shards.Ask(part.Shard, connection =>
                {
                    connection.Interrupt(allowance);
                    foreach (int place in places)
                    {
                        FlowRow flow = activity.Flows[place];
                        if (part.FirstNs <= flow.LastNs && part.LastNs >= flow.FirstNs && FlowPart.Find(connection, flow.Flow) is FlowPart here)
                        {
                            activity.Add(here, place);
                        }
                    }

                    return true;
                }, none: false);
            }
        }
    }
}
