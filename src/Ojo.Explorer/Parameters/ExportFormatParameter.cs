using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Ojo.Explorer.Faults;
using Ojo.Interop.Exporting;

namespace Ojo.Explorer.Parameters;

/// <summary>The name of a format that a store's events can be written in.</summary>
internal sealed class ExportFormatParameter(string name, string description) : Parameter(name, description)
{
    /// <summary>Who writes the format that was named.</summary>
    /// <exception cref="RequestFaultException">None was named, or one that cannot be written.</exception>
    public IExporter Read(RequestParameters request)
    {
        string formats = string.Join(", ", TraceExport.Exporters.Select(static exporter => exporter.Format));
        return request.Single(this) is not { Length: > 0 } text ? throw Fault.BadParameter(Name, $"{Name} must be given: one of {formats}.")
            : TraceExport.Find(text) ?? throw Fault.BadParameter(Name, $"Events cannot be exported as '{Fault.Shown(text)}'. {Name} must be one of {formats}.");
    }

    /// <inheritdoc/>
    public override OpenApiSchema Schema() => new()
    {
        Type = JsonSchemaType.String,
        Enum = [.. TraceExport.Exporters.Select(static exporter => (JsonNode)JsonValue.Create(exporter.Format))],
    };
}
