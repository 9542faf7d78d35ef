using Ojo.Explorer.Faults;
using Ojo.Explorer.Parameters;
using Ojo.Storage;

namespace Ojo.Explorer.Endpoints;

/// <summary>The flow that a path names.</summary>
internal static class PathFlow
{
    /// <summary>What the API's description says of it.</summary>
    public const string Description = "The flow's id: <run>-<flow id>, for instance 1-7.";

    /// <exception cref="RequestFaultException">The path does not name a flow.</exception>
    public static FlowKey Read(RequestParameters request)
    {
        string text = request.PathId ?? "";
        return FlowKey.TryParse(text, out FlowKey flow) ? flow : throw Fault.BadFlowId(null, text);
    }
}
