using Ojo.Explorer.Faults;
using Ojo.Explorer.Stores;

namespace Ojo.Explorer.Endpoints;

/// <summary>Tells an empty answer from one to a question about a run that there is not.</summary>
internal static class RunCheck
{
    /// <exception cref="RequestFaultException">There is no such run.</exception>
    public static void MustExist(StoreView store, string parameter, long? runId, CancellationToken cancellation)
    {
        if (runId is { } id && !store.GetRuns(cancellation).Any(r => r.RunId == id))
        {
            throw Fault.UnknownRun(parameter, id);
        }
    }
}
