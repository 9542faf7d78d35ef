using Microsoft.OpenApi;
using Ojo.Explorer.Faults;
using Ojo.Storage;

namespace Ojo.Explorer.Parameters;

/// <summary>The name of a flow.</summary>
internal sealed class FlowParameter(string name, string description) : Parameter(name, description)
{
    /// <summary>What the names of flows look like.</summary>
    public const string Pattern = "^[0-9]+-[0-9]+$";

    /// <summary>The flow that was named, or null.</summary>
    public FlowKey? Read(RequestParameters request) =>
        request.Single(this) is not { } text ? null
        : FlowKey.TryParse(text, out FlowKey flow) ? flow
        : throw Fault.BadFlowId(Name, text);

    /// <inheritdoc/>
    public override OpenApiSchema Schema() => new() { Type = JsonSchemaType.String, Pattern = Pattern };
}
