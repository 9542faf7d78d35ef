using Ojo.Explorer.Faults;
using Ojo.Explorer.Responses;
using Ojo.Explorer.Stores;
using Ojo.Storage;
using Ojo.Storage.Queries;

namespace Ojo.Explorer.Endpoints;

/// <summary>A flow that is asked about: its run, and whether there is such a flow at all.</summary>
internal static class FlowRun
{
    /// <exception cref="RequestFaultException">There is no such run, so there is no such flow.</exception>
    public static RunStartResponse Of(StoreView store, FlowKey flow, CancellationToken cancellation)
    {
        StoredRun run = store.GetRuns(cancellation).FirstOrDefault(run => run.RunId == flow.RunId) ?? throw Fault.UnknownFlow(flow.ToString());
        return RunStartResponse.Of(run);
    }

    /// <summary>Asks about a flow.</summary>
    /// <exception cref="RequestFaultException">The question cannot be answered because there is no such flow.</exception>
    public static T Ask<T>(StoreView store, FlowKey flow, Func<T> ask, CancellationToken cancellation)
    {
        try
        {
            return ask();
        }
        catch (StoreQueryException) when (store.Reader.GetFlowQuickly(flow, cancellation) is null)
        {
            throw Fault.UnknownFlow(flow.ToString());
        }
    }
}
