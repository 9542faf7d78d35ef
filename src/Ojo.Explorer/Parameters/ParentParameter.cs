using Microsoft.OpenApi;
using Ojo.Explorer.Faults;
using Ojo.Storage;

namespace Ojo.Explorer.Parameters;

/// <summary>The name of a flow whose children are meant, or <c>none</c>: flows without a parent.</summary>
internal sealed class ParentParameter(string name, string description) : Parameter(name, description)
{
    private const string None = "none";

    /// <summary>The flow that was named, if one was, and whether it was none.</summary>
    public (FlowKey? Flow, bool IsNone) Read(RequestParameters request) =>
        request.Single(this) is not { } text ? (null, false)
        : string.Equals(text, None, StringComparison.OrdinalIgnoreCase) ? (null, true)
        : FlowKey.TryParse(text, out FlowKey flow) ? (flow, false)
        : throw Fault.BadFlowId(Name, text);

    /// <inheritdoc/>
    public override OpenApiSchema Schema() => new() { Type = JsonSchemaType.String, Pattern = $"{FlowParameter.Pattern}|^{None}$" };
}
